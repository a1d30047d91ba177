/** Making up for what went wrong, beside the refund. */
import { testsIn, type Chapter } from './row.js'

const afterwards = testsIn('domain/compensation/afterwards')
const approving = testsIn('domain/compensation/approving')
const issuing = testsIn('domain/compensation/issuing')
const offering = testsIn('domain/compensation/offering')
const proposing = testsIn('domain/compensation/proposing')
const manyGifts = testsIn('acceptance/many-small-gifts-are-one-large-gift')
const oneBenefit = testsIn('acceptance/one-benefit-however-often')
const oneBudget = testsIn('acceptance/two-approvals-one-budget')

export const compensation: Chapter = {
  title: 'Compensation',
  rows: [
    {
      what: 'propose to make losses good',
      by: 'staff',
      command: 'ProposeCompensation',
      call: 'compensations.propose',
      events: { CompensationProposed: proposing('asks the order first, and keeps all that it was decided by') },
      failures: {
        CompensationIdTaken: proposing('has an id of its own'),
        SelfApproval: proposing('is never for oneself'),
        CompensationCurrency: proposing('is in the currency of the order'),
        LossLineUnknown: proposing('is for goods of the order'),
        AllowanceRepeated: proposing('names no budget twice'),
        TooManyLosses: proposing('has few enough losses to be read'),
        CompensationTooHigh: proposing('is no higher than anybody can count'),
        StatutoryBasisMissing: proposing('names the article that says so'),
        ExceedsDocumentedLoss: proposing('that is documented is made good up to what was proven'),
        NotStackable: proposing('is not claimed on two grounds that exclude each other'),
        CompensationForStaffOnly: proposing('is made by staff'),
        ExceedsLoss: manyGifts('never gets more than 120.00, 150 % of what was paid; the refund does not count'),
        DuplicateCompensation: manyGifts('gets nothing twice for one loss, whoever offers it and under whatever id'),
        BudgetExhausted: oneBudget('gives 60.00 once; the other hears what is left'),
      },
    },
    {
      what: 'hear what the order and each budget say',
      by: 'the allowances',
      command: 'RecordAllowanceAnswer',
      events: {
        CompensationAllowanceHeld: proposing('the budgets are asked one after the other, for what is left to give'),
        CompensationApproved: approving('needs nobody within their own limit'),
        CompensationApprovalRequested: approving('needs another a penny above it'),
        CompensationRefused: proposing('a no of one gives back what the others had said yes to'),
      },
      failures: { BeyondAuthority: approving('is refused what nobody in the terms may grant') },
    },
    {
      what: 'approve',
      by: 'somebody else, within their limit or by their role',
      command: 'ApproveCompensation',
      call: 'compensations.approve',
      events: {
        CompensationApprovalGiven: approving('is granted when each has agreed, in any order'),
        CompensationApproved: approving('is approved by another with the limit'),
      },
      failures: {
        FourEyes: approving('is not approved by the person %s'),
        LimitExceeded: approving('is not approved above one’s limit, for this one or for the order'),
        NotAnApproverOfCompensations: approving('is not approved without a role, nor by customers'),
        CompensationNotFound: proposing('is no compensation'),
      },
    },
    {
      what: 'reject',
      by: 'whoever could approve it',
      command: 'RejectCompensation',
      call: 'compensations.reject',
      events: { CompensationRejected: approving('is rejected by whoever could approve it, with a reason') },
      failures: { NotAnApproverOfCompensations: approving('is rejected by whoever could approve it, with a reason') },
    },
    {
      what: 'cancel, before the issuer is called',
      by: 'staff',
      command: 'CancelCompensation',
      call: 'compensations.cancel',
      events: { CompensationCanceled: approving('is possible while it %s') },
      failures: {
        CompensationForStaffOnly: approving('is for staff'),
        CompensationNotOpen: oneBenefit('is not canceled while nobody knows'),
        CompensationPending: approving('is impossible once the issuer was called, or nothing will be issued: %s'),
      },
    },
    {
      what: 'offer it to the customer',
      by: 'staff',
      command: 'OfferCompensation',
      call: 'compensations.offer',
      events: { CompensationOffered: offering('is made where the terms want the customer asked') },
      failures: {
        OfferAlreadyOver: offering('has an end in the future'),
        CompensationForStaffOnly: offering('is made by staff'),
      },
    },
    {
      what: 'accept the offer',
      by: 'customer; staff with a proof of consent',
      command: 'AcceptCompensation',
      call: 'compensations.accept',
      events: { CompensationAccepted: offering('is the customer’s') },
      failures: {
        ConsentRequired: offering('is given by staff only with a proof of consent'),
        NotYourCompensation: offering('is not another customer’s'),
        OfferAlreadyOver: offering('is in time up to the last millisecond'),
      },
    },
    {
      what: 'decline it',
      by: 'customer; staff with a proof of consent',
      command: 'DeclineCompensation',
      call: 'compensations.decline',
      events: { CompensationDeclined: offering('is the customer’s') },
      failures: {
        ConsentRequired: offering('is given by staff only with a proof of consent'),
        NotYourCompensation: offering('is not another customer’s'),
      },
    },
    {
      what: 'let the offer run out',
      by: 'a timer',
      command: 'LapseOffer',
      events: { CompensationLapsed: offering('lapses at its end, not before') },
      failures: 'a timer that comes early or late is silent',
    },
    {
      what: 'issue the benefit: written down before the issuer is called',
      by: 'the approval, or the customer’s yes',
      command: 'SubmitBenefit',
      events: { BenefitSubmitted: issuing('is issued under the one key of the compensation') },
      failures: 'what was granted is issued, under one key for ever',
    },
    {
      what: 'hear the issuer’s word',
      by: 'the call, a question',
      command: 'RecordBenefitAnswer',
      events: {
        BenefitProcessing: issuing('that it takes time is asked about later, and said once'),
        CompensationIssued: issuing('that the customer has it ends the wait'),
        CompensationIssueFailed: issuing('that it cannot be done is definite, and said once'),
        BenefitRedeemed: issuing('that it was used already is two facts'),
        CompensationRevoked: afterwards('has done it: the budgets get it back'),
        RevocationFailed: afterwards('cannot: the customer keeps it'),
        ClawbackDue: afterwards('says that it was used'),
        BenefitNeedsAttention: issuing('that it was taken back is an alarm: nobody asked for that'),
      },
      failures: 'an older word changes nothing, and one that cannot be true is an alarm',
    },
    {
      what: 'hear that nobody answered in time',
      by: 'a timer',
      command: 'ReportBenefitSilent',
      events: { BenefitUnknown: issuing('is unknown, not failed') },
      failures: 'a timer that comes early or late is silent',
    },
    {
      what: 'hear what asking the issuer brought',
      by: 'the worker that asked',
      command: 'RecordBenefitFinding',
      events: {
        BenefitCheckScheduled: issuing('of an issuer who does not answer: it is asked again, later each time'),
        BenefitSubmitted: issuing('of an issuer who never saw the key: it goes out again under the same one'),
        BenefitNeedsAttention: issuing('of three days waits for a person'),
      },
      failures: 'a finding about another attempt is silent',
    },
  ],
  leftOut: [
    {
      what: 'an amount by default for each reason, and a score that stops a gift',
      because: 'the compensation matrix comes with the policy engine; here a person or the host proposes the amount',
    },
    {
      what: 'insurance and advance payment by a platform',
      because: 'they are recoveries: who bears the cost is assigned, claimed and recovered',
    },
  ],
}
