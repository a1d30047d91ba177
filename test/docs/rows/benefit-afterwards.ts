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
      },
      failures: { RecoveryTooHigh: recovering('is no more than what is claimed and open') },
    },
    {
      what: 'write off what will not come',
      by: 'staff, with a reason',
      command: 'WriteOffRecovery',
      call: 'compensations.writeOff',
      events: { RecoveryWrittenOff: recovering('or never will is written off, with a reason') },
      failures: { CompensationForStaffOnly: recovering('are for staff') },
    },
  ],
  leftOut: [],
}
