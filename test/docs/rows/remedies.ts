/** What follows from a decision: goods back, goods out, money; and how the case ends. */
import { testsIn, type Chapter } from './row.js'

const arbitration = testsIn('domain/request/arbitration')
const cancellation = testsIn('domain/request/cancellation')
const duty = testsIn('acceptance/duty-waits-for-the-authority')
const goodsOut = testsIn('domain/request/goods-out')
const judgedAnew = testsIn('domain/request/judged-anew')
const neverBack = testsIn('acceptance/goods-that-never-come-back')
const overdue = testsIn('domain/request/overdue')
const remedies = testsIn('domain/request/remedies')
const reopening = testsIn('domain/request/reopening')
const repairs = testsIn('acceptance/repaired-twice-in-vain')
const resolving = testsIn('domain/request/resolving')
const rulings = testsIn('domain/request/rulings')
const secondLook = testsIn('domain/request/second-look')
const taking = testsIn('acceptance/taking-a-request-back')
const waived = testsIn('domain/reactions/waived-deduction')

const toldOnce = 'news is a fact: told again, or of something else, it is silent'

export const remedy: Chapter = {
  title: 'Remedies of a request',
  rows: [
    {
      what: 'start the remedies',
      by: 'the approved request',
      command: 'StartRemedies',
      events: {
        RemediesStarted: remedies('calls the goods back, under the return id of this request, by the last day to ship'),
        RefundDue: remedies('makes the money due at once where the goods stay with the customer'),
      },
      failures: 'what was approved is started, once',
    },
    {
      what: 'hear what an inspection accepted',
      by: 'the return',
      command: 'RecordInspection',
      events: {
        RefundDue: remedies('makes them due for refund, with everybody who took part so far'),
        InspectionWithoutRefund: remedies('makes no money due'),
        GoodsAccepted: goodsOut('counts what came back for what goes out, and pays nothing for it'),
      },
      failures: toldOnce,
    },
    {
      what: 'hear that an inspection was revised',
      by: 'the return',
      command: 'RecordInspectionRevised',
      events: {
        RefundDue: neverBack('is refunded, too, when a second look accepts it'),
        BasisWithdrawn: neverBack('is owed by the customer when a second look does not accept it after all'),
        BasisReinstated: judgedAnew(
          'are those of the refund that they were called back of, where money was paid: it is asked, and nothing falls due',
        ),
      },
      failures: toldOnce,
    },
    {
      what: 'hear for how much of what was called back it stands again',
      by: 'the refund, once the goods are accepted after all',
      command: 'RecordReinstatement',
      events: {
        ReinstatementNoted: judgedAnew(
          'count for it again, unless it has said that it does not stand for them any more',
        ),
        RefundDue: judgedAnew('fall due beyond what it stands for'),
        RequestResolved: judgedAnew('keep the case open until it is known'),
      },
      failures: toldOnce,
    },
    {
      what: 'hear that goods were lost on the way back',
      by: 'the return',
      command: 'RecordGoodsLost',
      events: {
        RefundDue: neverBack('is refunded when the carrier lost it'),
        GoodsWithoutRefund: neverBack('is not refunded when it was the customer’s to see to'),
      },
      failures: toldOnce,
    },
    {
      what: 'hear that goods need not come back',
      by: 'the return',
      command: 'RecordGoodsWaived',
      events: { RefundDue: neverBack('is refunded when it need not come back') },
      failures: toldOnce,
    },
    {
      what: 'hear that the return has ended',
      by: 'the return: completed or expired',
      command: 'RecordReturnCompleted',
      events: {
        ReturnOutcomeRecorded: remedies('at once when nothing came back'),
        GoodsComplete: goodsOut('counts what came back for what goes out, and pays nothing for it'),
        RequestResolved: remedies('in any order: %s'),
      },
      failures: toldOnce,
    },
    {
      what: 'hear that goods, for which others went out in advance, are not back in time',
      by: 'a timer',
      command: 'ReportGoodsOverdue',
      events: { GoodsOverdue: overdue('are overdue when the date that was agreed has passed, and not before') },
      failures: 'a timer that comes early, late or for nothing is silent',
    },
    {
      what: 'hear how a refund ended',
      by: 'the refund',
      command: 'RecordRefundEnd',
      events: {
        RefundOutcomeRecorded: remedies('with what was really paid over all its refunds'),
        RequestResolved: remedies('in any order: %s'),
      },
      failures: toldOnce,
    },
    {
      what: 'hear that paid money came back',
      by: 'the refund',
      command: 'RecordRefundReversed',
      events: { RefundReopened: reopening('a request that is %s is in progress again') },
      failures: toldOnce,
    },
    {
      what: 'hear that a deduction did not hold',
      by: 'the refund',
      command: 'RecordDeductionWaived',
      events: { RefundDue: waived('is paid to the last penny, and the line is refunded once') },
      failures: toldOnce,
    },
    {
      what: 'hear that duty was recovered',
      by: 'the entitlement',
      command: 'RecordDutyRecovered',
      events: { RefundDue: duty('is due to who had it refunded before, and goes with the goods of who comes later') },
      failures: toldOnce,
    },
    {
      what: 'hear of goods that go out',
      by: 'the replacement',
      command: 'RecordReplacement',
      events: { ReplacementNoted: goodsOut('stands for what never came: no money is due once it is sent') },
      failures: toldOnce,
    },
    {
      what: 'hear what was taken of a security',
      by: 'the replacement',
      command: 'RecordRecovered',
      events: { RecoveryNoted: rulings('hears of each part of the security once, and of no other replacement') },
      failures: toldOnce,
    },
    {
      what: 'hear of goods in the workshop',
      by: 'the repair',
      command: 'RecordRepair',
      events: { RepairNoted: goodsOut('ends when the goods are back with the customer') },
      failures: toldOnce,
    },
    {
      what: 'switch to another remedy',
      by: 'customer; staff with a proof of consent',
      command: 'SwitchRemedy',
      call: 'requests.switchRemedy',
      events: {
        SwitchStarted: goodsOut('needs the customer, or the proof that they agreed'),
        RemedySwitched: goodsOut('takes over what came back when the first has stopped'),
      },
      failures: {
        ConsentMissing: goodsOut('needs the customer, or the proof that they agreed'),
        SwitchNotPossible: goodsOut('is one that the first may turn into, as long as nothing was sent'),
        ReplacementShipped: goodsOut('is one that the first may turn into, as long as nothing was sent'),
      },
    },
    {
      what: 'hear that it could not be stopped',
      by: 'the replacement, the repair',
      command: 'RecordNotStopped',
      events: {
        SwitchRefused: goodsOut('takes over what came back when the first has stopped'),
        CancellationRefused: goodsOut(
          'that is taken back is canceled when the replacement stops, and not when it was sent',
        ),
      },
      failures: toldOnce,
    },
    {
      what: 'take the request back',
      by: 'customer, staff',
      command: 'CancelRequest',
      call: 'requests.cancel',
      events: {
        RequestCanceled: cancellation('is done at once before anything was started: %s'),
        CancellationStarted: cancellation('asks the return first when the goods may be on their way'),
        AppealWithdrawn: secondLook('that is taken back, or whose evidence does not come, leaves what was decided'),
      },
      failures: {
        NotOwner: cancellation('is not for other customers'),
        GoodsInTransit: taking('goes on because the goods are on their way'),
        RefundInFlight: taking('goes on because the refund is with the provider'),
        ReplacementShipped: goodsOut(
          'that is taken back is canceled when the replacement stops, and not when it was sent',
        ),
        RequestNotOpen: taking('was rejected: there is nothing to take back, and its units are free'),
      },
    },
    {
      what: 'hear that the return was canceled',
      by: 'the return',
      command: 'RecordReturnCanceled',
      events: { RequestCanceled: cancellation('is canceled when the return is, with the reason that was given') },
      failures: toldOnce,
    },
    {
      what: 'hear that it is too late to cancel',
      by: 'the return, the refund',
      command: 'RecordCancellationRefused',
      events: { CancellationRefused: cancellation('goes on when the goods are on their way, and remembers why') },
      failures: toldOnce,
    },
    {
      what: 'try a refund again that was refused or given up',
      by: 'staff',
      command: 'RetryRefund',
      call: 'requests.retryRefund',
      events: { RefundDue: resolving('is tried again on the same basis where the goods were kept') },
      failures: {
        RefundUnknown: resolving('must be one of this request'),
        RefundNotRetryable: resolving('is tried again once; after that the new attempt is'),
        RequestForStaffOnly: resolving('is not for customers to try again'),
        TriedTooOften: resolving('stops counting attempts before the log would stop reading them'),
      },
    },
    {
      what: 'resolve by hand what cannot be paid here',
      by: 'staff, with a reason',
      command: 'ResolveRequest',
      call: 'requests.resolve',
      events: { RequestResolved: resolving('counts what was paid before the rest was given up') },
      failures: {
        RequestForStaffOnly: resolving('is not for customers'),
        GoodsInTransit: resolving('waits for the goods'),
        RefundInFlight: resolving('waits for every refund'),
        RemedyOpen: repairs('cannot be resolved by hand while it is in the house'),
      },
    },
    {
      what: 'close what is over',
      by: 'customer, staff',
      command: 'CloseRequest',
      call: 'requests.close',
      events: { RequestClosed: remedies('ends a request that is resolved or rejected') },
      failures: { RequestNotOpen: resolving('is too early while it is %s') },
    },
    {
      what: 'do for the customer what was ruled beyond the first run',
      by: 'the ruling, when the run has ended',
      command: 'ApplyRuling',
      events: { SubmissionStarted: arbitration('beyond a run is asked for when the run has ended') },
      failures: 'what was ruled is binding; what cannot be claimed stays with a person',
    },
  ],
  leftOut: [
    {
      what: 'finding the parcels and customers that a recall concerns',
      because:
        'both are facts of the host’s fulfillment; it opens a request for each and calls its goods back (`returns.callBack`)',
    },
    {
      what: 'closing by a deadline',
      because:
        'expiry is a timer only where it changes what may be done: a resolved request may be closed whenever the host likes',
    },
  ],
}
