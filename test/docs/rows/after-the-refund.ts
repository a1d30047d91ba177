/** What comes after a refund: its reason falls away, a deduction is contested, the customer owes. */
import { testsIn, type Chapter } from './row.js'

const contests = testsIn('domain/refund/contests')
const receivables = testsIn('domain/refund/receivables')
const withdrawal = testsIn('domain/refund/withdrawal')
const reinstatement = testsIn('domain/refund/reinstatement')
const FASTER = 'may be faster than that they were judged down: both are heard then, and the slower is nothing new'

export const afterTheRefund: Chapter = {
  title: 'After the refund',
  rows: [
    {
      what: 'hear that the reason for it fell away',
      by: 'the request, after an inspection was revised',
      command: 'WithdrawBasis',
      events: {
        RefundBasisWithdrawn: withdrawal('for some units cancels all of it, and names those that fall due anew'),
        RefundCanceled: withdrawal('cancels the refund that %s, and with it its reservation'),
        ReceivableDue: withdrawal('of a refund that is %s is owed by the customer: what was decided stays'),
        RefundAbandoned: withdrawal('of which every leg was refused is given up: nobody owes anything'),
        ReceivableCanceled: withdrawal('of what was given up afterwards was never owed'),
      },
      failures: 'news is a fact: told again it is silent',
    },
    {
      what: 'hear that it has its reason again',
      by: 'the request, after goods were accepted after all',
      command: 'ReinstateBasis',
      events: {
        RefundBasisReinstated: reinstatement('are owed no more: the refund stands for them again'),
        ReceivableCanceled: reinstatement('in part leave the rest owed, to the penny, and its units'),
        RefundBasisWithdrawn: reinstatement(FASTER),
        ReceivableDue: reinstatement(FASTER),
        RefundCanceled: reinstatement('may be faster than the refund itself, of which then nothing is proposed'),
      },
      failures: 'news is a fact: told again it is silent',
    },
    {
      what: 'contest a deduction',
      by: 'customer, staff for them',
      command: 'ContestDeduction',
      call: 'refunds.contestDeduction',
      events: { DeductionContested: contests('may be contested by the customer, in their own words') },
      failures: {
        NotTheirRefund: contests('is not contested by another customer'),
        DeductionUnknown: contests('that is not there is not contested'),
        DeductionNotContestable: contests('that pays for new goods is not contested: the customer chose them'),
        DeductionAlreadyContested: contests('is contested once'),
        RefundNotOpen: contests('is contested when there is money to compare it with'),
      },
    },
    {
      what: 'decide about it',
      by: 'an approver who had no part in the case',
      command: 'DecideContest',
      call: 'refunds.decideContest',
      events: {
        DeductionUpheld: contests('says that it is %s'),
        DeductionWaived: contests('says that it is %s'),
      },
      failures: {
        FourEyes: contests('has not %s'),
        NotAnApprover: contests('may approve refunds'),
        ContestUnknown: contests('decides about what is contested'),
        ContestDecided: contests('decides once'),
        ReductionOutOfRange: contests('reduces it by less than all of it, and by something (%s)'),
      },
    },
    {
      what: 'hear that a bank paid the customer as well',
      by: 'the entitlement',
      command: 'RecordOverpayment',
      events: { ReceivableDue: receivables('is owed once for each payment') },
      failures: 'news is a fact: told again it is silent',
    },
    {
      what: 'hear that it did not after all',
      by: 'the entitlement',
      command: 'ClearOverpayment',
      events: {
        ReceivableCanceled: receivables('is not owed any more when the chargeback is won'),
        ReceivableSettled: receivables('of which a part was paid is settled with that part'),
      },
      failures: 'news is a fact: told again it is silent',
    },
    {
      what: 'report that the customer paid what they owe',
      by: 'finance, an import',
      command: 'RecordReceivablePaid',
      call: 'refunds.recordReceivablePaid',
      events: {
        ReceivablePaid: receivables('may be paid in parts, which fill the means of payment one after another'),
        ReceivableSettled: receivables('is settled when it is paid'),
      },
      failures: {
        ReceivableUnknown: receivables('is not %s when it is not owed'),
        ReceivableNotOpen: receivables('is over when it is %s'),
        MoreThanReceivable: receivables('is never paid beyond what is open'),
        NotYetOwed: receivables('is not paid back before they have got it'),
        NotAnApprover: receivables('is recorded by finance or an import, by nobody else'),
      },
    },
    {
      what: 'propose to write it off',
      by: 'the first of two approvers',
      command: 'ProposeWriteOff',
      call: 'refunds.proposeWriteOff',
      events: { ReceivableWriteOffProposed: receivables('is proposed once by the same person for the same reason') },
      failures: {
        NotAnApprover: receivables('is finance’s to say, of both'),
        RefundNotFound: receivables('of a refund that is not there is not found'),
      },
    },
    {
      what: 'write it off',
      by: 'the second, who had no part in the case',
      command: 'ConfirmWriteOff',
      call: 'refunds.confirmWriteOff',
      events: { ReceivableWrittenOff: receivables('is written off by two persons') },
      failures: {
        FourEyes: receivables('is not confirmed by one %s'),
        NoWriteOffProposed: receivables('is confirmed only when it was proposed'),
      },
    },
  ],
  leftOut: [],
}
