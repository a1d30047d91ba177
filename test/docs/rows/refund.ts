/** Money on its way back. */
import { testsIn, type Chapter } from './row.js'

const answers = testsIn('domain/refund/answers')
const approval = testsIn('domain/refund/approval')
const findings = testsIn('domain/refund/findings')
const legs = testsIn('domain/refund/legs')
const reversal = testsIn('domain/refund/reversal')
const steering = testsIn('domain/refund/steering')
const approverOnly = legs('it takes a role that approves, to retry and to give up')

export const refund: Chapter = {
  title: 'Refund',
  rows: [
    {
      what: 'propose a refund',
      by: 'money of a request that falls due',
      command: 'ProposeRefund',
      events: { RefundProposed: approval('asks the order for the money') },
      failures: 'what is due is proposed, once; the order works out the figures',
    },
    {
      what: 'hear what the order says',
      by: 'the entitlement',
      command: 'RecordMoneyAnswer',
      events: {
        RefundReserved: approval('plans one leg for each means of payment'),
        RefundApproved: approval('%i (%s) is approved by the rule, which is named'),
        RefundApprovalRequested: approval('%i waits for %i approvals'),
        RefundNotDue: approval('a total of nothing is an answer: no money is due'),
        RefundRefused: approval('no is an answer, too, with its reason'),
      },
      failures: 'the no is the event `RefundRefused`',
    },
    {
      what: 'approve',
      by: 'an approver who had no part in the case; two above the second limit',
      command: 'ApproveRefund',
      call: 'refunds.approve',
      events: {
        RefundApprovalGiven: approval('takes two different people where two are needed'),
        RefundApproved: approval('releases its legs'),
      },
      failures: {
        RefundNotFound: approval('is unknown to $type'),
        NotAnApprover: approval('needs one of the roles that the policy names'),
        FourEyes: approval('is for nobody who took part before: $kind'),
        RefundNotOpen: approval('has its time: not while %s'),
      },
    },
    {
      what: 'decline',
      by: 'approver',
      command: 'DeclineRefund',
      call: 'refunds.decline',
      events: { RefundDeclined: approval('ends it with a code') },
      failures: { NotAnApprover: approval('needs one of the roles that approve') },
    },
    {
      what: 'cancel before anything is out',
      by: 'a request that is taken back',
      command: 'CancelRefund',
      events: {
        RefundCanceled: approval('is possible until the first leg is out: %s'),
        RefundCancellationRefused: approval('is answered with no while %s, every time it is asked'),
      },
      failures: 'the no is the event `RefundCancellationRefused`',
    },
    {
      what: 'send a leg: written down before the provider is called',
      by: 'the approval, or another way that was agreed',
      command: 'SubmitLeg',
      events: {
        RefundLegSubmitted: legs(
          'writes down the instruction, its key and when the answer is due, before anybody calls',
        ),
      },
      failures: {
        LegUnknown: legs('a leg that does not exist is not sent'),
      },
    },
    {
      what: 'hear the provider’s word',
      by: 'the call, a look-up, a webhook, a job of the host; an approver only that money came back',
      command: 'RecordLegAnswer',
      call: 'refunds.recordAnswer',
      events: {
        RefundLegProcessing: legs('has taken it, and pays later'),
        RefundLegSucceeded: legs('has paid the leg: the refund succeeds with its last one'),
        RefundSucceeded: legs('has paid the leg: the refund succeeds with its last one'),
        RefundLegFailed: legs('says no: the refund has failed when no leg was paid, and partly succeeded when one was'),
        RefundLegReversed: reversal('is open again when a payment comes back'),
        RefundLegContradicted: answers('and then a payment is an alarm: nobody pays again before somebody has looked'),
        RefundLegNeedsAttention: answers('waits for a person, and rings once'),
      },
      failures: {
        RefundForStaffOnly: answers('is nobody else from outside'),
        NotTheProvider: answers(
          'is no person of the shop, who has two steps for it: a single no would open a second key',
        ),
        LegNotInFlight: legs('about a key that never went out is refused: no provider can have said that'),
        LegUnknown: legs('about a leg that does not exist is an alarm'),
      },
    },
    {
      what: 'hear that nobody answered in time',
      by: 'a timer',
      command: 'ReportLegSilent',
      events: { RefundLegUnknown: legs('makes the outcome unknown, whatever the clock of who says so: %s') },
      failures: 'a timer that comes early or late is silent; unknown is not failed',
    },
    {
      what: 'hear what asking the provider brought',
      by: 'the worker that asked',
      command: 'RecordLegFinding',
      events: {
        RefundLegCheckScheduled: findings('lasts a longer pause with every question since the leg went out'),
        RefundLegSubmitted: findings('is sent again at once, and stays the same key'),
        RefundLegNeedsAttention: findings('ends with a person: while %s, after %i days'),
      },
      failures: {
        LegTriedTooOften: findings('when the log would stop reading the count'),
      },
    },
    {
      what: 'have the provider asked again',
      by: 'approver',
      command: 'CheckLeg',
      call: 'refunds.checkLeg',
      events: { RefundLegCheckScheduled: steering('is for a leg whose outcome is open, and ends its alarm') },
      failures: {
        NotAnApprover: steering('takes a role that approves, and a leg'),
        LegUnknown: steering('takes a role that approves, and a leg'),
        LegNotInFlight: steering('is not for a leg that is %s'),
      },
    },
    {
      what: 'send a failed leg again, under a new key',
      by: 'approver',
      command: 'RetryLeg',
      call: 'refunds.retryLeg',
      events: { RefundLegSubmitted: legs('the leg goes out again under the key of the next epoch') },
      failures: {
        LegNotFailed: legs('has not failed: the refund goes on, and nobody may send the leg under a new key'),
        LegTriedTooOften: legs('the epoch stops before the log would stop reading it'),
        NotAnApprover: approverOnly,
        FourEyes: reversal('goes out again on the word of somebody else'),
      },
    },
    {
      what: 'propose a step that the provider does not settle',
      by: 'the first of two persons',
      command: 'ProposeLegStep',
      call: 'refunds.proposeLegStep',
      events: { RefundLegStepProposed: steering('may be proposed for a leg that is %s') },
      failures: {
        InvalidInput: testsIn('acceptance/a-refund-that-fails-leaves-the-goods-restocked')(
          'needs the consent of the customer to be named',
        ),
        LegStepNotPossible: steering('is not for a leg that is %s'),
        NotAnApprover: steering('both with a role that approves'),
        LegUnknown: steering('speak of a leg that exists, and of a step that was proposed'),
      },
    },
    {
      what: 'confirm it: released, paid after all, paid by hand, or sent another way with consent',
      by: 'the second, who had no part in the case',
      command: 'ConfirmLegStep',
      call: 'refunds.confirmLegStep',
      events: {
        RefundLegReleased: steering('a leg is proven unpaid, and only a person sends it again, under a new key'),
        RefundLegSucceeded: steering('a leg is paid under the key that went out'),
        RefundLegPaidManually: steering('a leg has an epoch of its own, and its refund may succeed'),
        RefundLegRerouted: steering('a leg ends, and a new one carries its amount, with what was agreed'),
      },
      failures: {
        FourEyes: steering('and the second had no part in the case: $kind'),
        NoStepProposed: steering('agree about the leg as it is: what happens to it voids the proposal'),
      },
    },
    {
      what: 'give up what is not paid',
      by: 'approver, when no leg is out',
      command: 'AbandonRefund',
      call: 'refunds.abandon',
      events: { RefundAbandoned: legs('names what was paid, leg by leg, and what was not') },
      failures: {
        NotAnApprover: approverOnly,
        RefundNotOpen: reversal('cannot be given up twice: its money was released, what came back is owed'),
        PaidBackMeanwhile: reversal('is not given up when the customer has paid some of it back meanwhile'),
        FourEyes: reversal('goes out again on the word of somebody else'),
      },
    },
  ],
  leftOut: [
    {
      what: 'failures “zero refund”, “over-refund” and “basis missing”',
      because:
        'a refund follows from what a request made due, so it has a basis; nothing to pay is the answer `RefundNotDue`, and too little is a named shortfall',
    },
    {
      what: 'a leg that needs the customer’s bank data',
      because: 'the host asks for them, and sends the leg another way with the consent that this takes',
    },
    {
      what: 'the legal clock of a refund: 7 days, 14 days',
      because:
        'calendars and legal figures come with the policy engine; a leg that waits stands in `operations.attention`',
    },
  ],
}
