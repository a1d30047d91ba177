/** What comes after a benefit was issued, or was not: tried again, taken back, used, and who bears the cost. */
import { testsIn, type Chapter } from './row.js'

const afterwards = testsIn('domain/compensation/afterwards')
const issuing = testsIn('domain/compensation/issuing')
const recovering = testsIn('domain/compensation/recovering')
const staffOnly = afterwards('is for staff')

export const benefitAfterwards: Chapter = {
  title: 'After a benefit',
  rows: [
    {
      what: 'try again',
      by: 'staff',
      command: 'RetryBenefit',
      call: 'compensations.retry',
      events: { BenefitSubmitted: issuing('follows %s, under the same key') },
      failures: {
        BenefitTriedTooOften: issuing('has an end'),
        CompensationForStaffOnly: issuing('is for staff'),
        FourEyes: afterwards('is paid again on the word of somebody else'),
      },
    },
    {
      what: 'take it back, or give it up',
      by: 'staff',
      command: 'RevokeCompensation',
      call: 'compensations.revoke',
      events: {
        RevocationSubmitted: afterwards('what is unused is asked of the issuer, under the same key'),
        ClawbackDue: afterwards('what was used makes the customer owe it, where that is wanted, once'),
      },
      failures: {
        BenefitAlreadyUsed: afterwards('what was used is refused'),
        FourEyes: afterwards('is paid again on the word of somebody else'),
        BenefitTriedTooOften: afterwards('has an end'),
        CompensationForStaffOnly: staffOnly,
      },
    },
    {
      what: 'report that it was used',
      by: 'the host',
      command: 'RecordRedeemed',
      call: 'compensations.recordRedeemed',
      events: { BenefitRedeemed: afterwards('is used, once') },
      failures: { CompensationForStaffOnly: afterwards('is not said to be either by the customer') },
    },
    {
      what: 'report that it ran out',
      by: 'the host',
      command: 'RecordExpired',
      call: 'compensations.recordExpired',
      events: { BenefitExpired: afterwards('or runs out, once') },
      failures: { CompensationForStaffOnly: afterwards('is not said to be either by the customer') },
    },
    {
      what: 'report that cash came back',
      by: 'the host, whoever pays',
      command: 'RecordPayoutReturned',
      call: 'compensations.recordReturned',
      events: {
        BenefitReturned: afterwards('comes back: it is owed again, until a person pays it again or gives it up'),
        RecoverySurplusFound: afterwards('and nobody owes anything for it, nor is owed to the shop what they paid'),
      },
      failures: {
        CompensationForStaffOnly: afterwards('is not said to have come back by the customer'),
        CompensationNotOpen: afterwards('is all that comes back: what is not paid out in cash does not'),
      },
    },
    {
      what: 'say who bears the cost',
      by: 'staff',
      command: 'AssignCost',
      call: 'compensations.assignCost',
      events: { CostAllocated: recovering('is divided over those who are liable, to the penny') },
      failures: {
        SharesNotWhole: recovering('is divided whole, and each party is named once'),
        RecoveryStarted: recovering('may be divided anew until something is claimed'),
      },
    },
    {
      what: 'claim it from a party',
      by: 'staff',
      command: 'ClaimRecovery',
      call: 'compensations.claimRecovery',
      events: { RecoveryClaimed: recovering('goes up to what the party bears') },
      failures: {
        PartyNotLiable: recovering('is for those who bear something'),
        RecoveryTooHigh: recovering('is made once under its reference; another finds what is left'),
      },
    },
    {
      what: 'report what came back',
      by: 'staff',
      command: 'RecordRecovered',
      call: 'compensations.recordRecovered',
      events: {
        Recovered: recovering('is recorded once under its reference'),
        ClawbackRecovered: recovering('from the customer pays what they owe'),
        RecoverySurplusFound: recovering('from the customer is no cost any more: what others paid of it is named'),
      },
      failures: { RecoveryTooHigh: recovering('is no more than what is claimed and open') },
    },
    {
      what: 'say that what is open will not come',
      by: 'staff, with a reason',
      command: 'ProposeRecoveryWriteOff',
      call: 'compensations.proposeWriteOff',
      events: { RecoveryWriteOffProposed: recovering('is proposed by one, with a reason') },
      failures: {
        CompensationForStaffOnly: recovering('are for staff'),
        PartyNotLiable: recovering('is for those who bear something'),
      },
    },
    {
      what: 'agree to that, as the second person',
      by: 'whoever might grant as much, and did not propose it; finance, merchant, platform',
      command: 'ConfirmRecoveryWriteOff',
      call: 'compensations.confirmWriteOff',
      events: { RecoveryWrittenOff: recovering('and agreed to by another, who might grant as much') },
      failures: {
        FourEyes: recovering(
          'is agreed to neither by the one who proposed it, nor by who wanted it given, nor by the customer',
        ),
        NoRecoveryWriteOffProposed: recovering('is agreed to only when somebody has proposed it'),
        LimitExceeded: recovering('is agreed to up to what they might grant'),
        NotAnApproverOfCompensations: recovering('is agreed to up to what they might grant'),
      },
    },
    {
      what: 'report that what came back too much was given back',
      by: 'staff',
      command: 'RecordSurplusRepaid',
      call: 'compensations.recordRepaid',
      events: { RecoverySurplusRepaid: recovering('is given back, once under its reference') },
      failures: {
        NothingToGiveBack: recovering('is given back, once under its reference'),
        CompensationForStaffOnly: recovering('are for staff'),
      },
    },
  ],
  leftOut: [
    {
      what: 'a payout that comes back as the issuer’s own word',
      because:
        'nobody asks an issuer about a key that is settled, so there is no answer to hear: the host, who gets the bank’s word, says so with `compensations.recordReturned`',
    },
  ],
}
