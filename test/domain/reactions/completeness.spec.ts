import { describe, expect, it } from 'vitest'
import { allowanceEvents } from '../../../src/domain/allowance/index.js'
import { compensationEvents } from '../../../src/domain/compensation/index.js'
import { entitlementEvents } from '../../../src/domain/entitlement/index.js'
import { noticeEvents } from '../../../src/domain/notice/index.js'
import { reactions, type DomainEvent } from '../../../src/domain/reactions/index.js'
import { refundEvents } from '../../../src/domain/refund/index.js'
import { requestEvents } from '../../../src/domain/request/index.js'
import { returnEvents } from '../../../src/domain/return/index.js'
import { workerEvents } from '../../../src/domain/worker/index.js'

type Reaction = 'reaction'
/** Why nothing follows from an event. */
type Nobody =
  | 'a person is next'
  | 'the provider is next'
  | 'the issuer is next'
  | 'the next event of its decision says more'
  | 'only a fact'

/** Every event there is, by the compiler. Who adds one says here what follows from it. */
const whoIsNext: Readonly<Record<DomainEvent['type'], Reaction | Nobody>> = {
  OrderRegistered: 'only a fact',
  OrderLinesRegistered: 'only a fact',
  DeliveryRecorded: 'only a fact',
  UnitsReserved: 'reaction',
  ReservationRefused: 'reaction',
  UnitsReleased: 'only a fact',
  UnitsConfirmed: 'only a fact',
  MoneyReserved: 'reaction',
  MoneyReservationRefused: 'reaction',
  MoneySettled: 'only a fact',
  MoneyReversed: 'only a fact',
  MoneyReleased: 'only a fact',
  PaymentCaptured: 'only a fact',
  ExternalRefundRecorded: 'only a fact',
  ChargebackOpened: 'only a fact',
  ChargebackWon: 'only a fact',
  ChargebackLost: 'only a fact',
  OrderEdited: 'only a fact',
  WithheldMoneyReserved: 'reaction',
  DutyRecovered: 'only a fact',
  MoneyReceivedBack: 'only a fact',
  OverpaymentFound: 'reaction',
  OverpaymentCleared: 'reaction',

  RequestOpened: 'a person is next',
  RequestEdited: 'a person is next',
  SubmissionStarted: 'reaction',
  SubmissionRefused: 'a person is next',
  RequestSubmitted: 'reaction',
  RequestAssessed: 'a person is next',
  EvidenceRequested: 'a person is next',
  EvidenceSupplied: 'a person is next',
  RequestExpired: 'reaction',
  SurveyAnswered: 'only a fact',
  RequestApproved: 'reaction',
  RequestRejected: 'reaction',
  RemediesStarted: 'reaction',
  RefundDue: 'reaction',
  InspectionWithoutRefund: 'only a fact',
  ReturnOutcomeRecorded: 'only a fact',
  RefundOutcomeRecorded: 'only a fact',
  RefundReopened: 'a person is next',
  CancellationStarted: 'reaction',
  CancellationRefused: 'a person is next',
  RequestCanceled: 'reaction',
  RequestResolved: 'reaction',
  RequestClosed: 'only a fact',

  ReturnAuthorized: 'a person is next',
  ParcelShipped: 'a person is next',
  ParcelReceived: 'a person is next',
  ReceiptExceptionRecorded: 'a person is next',
  ItemsInspected: 'reaction',
  ItemsDisposed: 'a person is next',
  ReturnClosedShort: 'a person is next',
  ReturnCompleted: 'reaction',
  ReturnExpired: 'reaction',
  ReturnCanceled: 'reaction',
  ReturnCancellationRefused: 'reaction',

  RefundProposed: 'reaction',
  RefundReserved: 'the next event of its decision says more',
  RefundNotDue: 'reaction',
  RefundRefused: 'reaction',
  RefundApprovalRequested: 'a person is next',
  RefundApprovalGiven: 'a person is next',
  RefundApproved: 'reaction',
  RefundDeclined: 'reaction',
  RefundCanceled: 'reaction',
  RefundCancellationRefused: 'reaction',
  RefundLegSubmitted: 'the provider is next',
  RefundLegProcessing: 'the provider is next',
  RefundLegUnknown: 'the provider is next',
  RefundLegSucceeded: 'reaction',
  RefundLegFailed: 'a person is next',
  RefundLegCheckScheduled: 'the provider is next',
  RefundLegNeedsAttention: 'a person is next',
  RefundLegReversed: 'reaction',
  RefundLegContradicted: 'a person is next',
  RefundLegStepProposed: 'a person is next',
  RefundLegReleased: 'a person is next',
  RefundLegPaidManually: 'reaction',
  RefundLegRerouted: 'reaction',
  RefundSucceeded: 'reaction',
  RefundAbandoned: 'reaction',
  RefundBasisWithdrawn: 'only a fact',
  ReceivableDue: 'a person is next',
  ReceivablePaid: 'reaction',
  ReceivableSettled: 'only a fact',
  ReceivableCanceled: 'only a fact',
  ReceivableWriteOffProposed: 'a person is next',
  ReceivableWrittenOff: 'only a fact',
  DeductionContested: 'a person is next',
  DeductionUpheld: 'only a fact',
  DeductionWaived: 'only a fact',

  CompensationProposed: 'reaction',
  CompensationAllowanceHeld: 'reaction',
  CompensationRefused: 'reaction',
  CompensationApprovalRequested: 'a person is next',
  CompensationApprovalGiven: 'a person is next',
  CompensationApproved: 'reaction',
  CompensationRejected: 'reaction',
  CompensationCanceled: 'reaction',
  CompensationOffered: 'a person is next',
  CompensationAccepted: 'reaction',
  CompensationDeclined: 'reaction',
  CompensationLapsed: 'reaction',
  BenefitSubmitted: 'the issuer is next',
  BenefitProcessing: 'the issuer is next',
  BenefitUnknown: 'the issuer is next',
  BenefitCheckScheduled: 'the issuer is next',
  BenefitNeedsAttention: 'a person is next',
  CompensationIssued: 'reaction',
  CompensationIssueFailed: 'a person is next',
  BenefitRedeemed: 'only a fact',
  BenefitExpired: 'reaction',
  RevocationSubmitted: 'the issuer is next',
  RevocationFailed: 'a person is next',
  CompensationRevoked: 'reaction',
  ClawbackDue: 'a person is next',
  ClawbackRecovered: 'only a fact',
  CostAllocated: 'a person is next',
  RecoveryClaimed: 'a person is next',
  Recovered: 'only a fact',
  RecoveryWrittenOff: 'only a fact',

  AllowanceOpened: 'only a fact',
  AllowanceLimitChanged: 'only a fact',
  AllowanceReserved: 'reaction',
  AllowanceRefused: 'reaction',
  AllowanceConfirmed: 'only a fact',
  AllowanceReturned: 'only a fact',

  NoticeQuarantined: 'a person is next',
  NoticeMatched: 'only a fact',
  NoticeDiscarded: 'only a fact',

  ParkedWorkRetried: 'only a fact',
  ParkedWorkDiscarded: 'only a fact',
  ClockJumped: 'a person is next',
  ClockCompared: 'only a fact',
}

const catalogs = [
  ...[entitlementEvents, requestEvents, returnEvents, refundEvents],
  ...[compensationEvents, allowanceEvents, noticeEvents, workerEvents],
]
const types = catalogs.flatMap(({ families }) => families.map(({ type }) => type as DomainEvent['type']))

describe('The reactions', () => {
  const answered = reactions.map(({ on }) => on)

  it.each(types)('answer %s exactly where somebody waits for it', (type) =>
    expect(answered.filter((on) => on === type)).toHaveLength(whoIsNext[type] === 'reaction' ? 1 : 0),
  )

  it('know every event that they answer', () =>
    expect(answered.filter((on) => !types.some((type) => type === on))).toEqual([]))

  it('are told apart by their names, of which the ids of their commands are made', () =>
    expect(new Set(reactions.map(({ name }) => name)).size).toBe(reactions.length))

  it('keep the names that they have run under', () =>
    expect(reactions.map(({ name }) => name)).toMatchInlineSnapshot(`
      [
        "reserve-units",
        "submit-request",
        "return-request-to-draft",
        "assess-request",
        "start-remedies",
        "release-units-of-rejected",
        "authorize-return",
        "record-inspection",
        "record-return-completed",
        "record-return-expired",
        "ask-to-cancel",
        "record-return-canceled",
        "record-goods-in-transit",
        "record-refund-in-flight",
        "release-units-of-canceled",
        "release-units-of-expired",
        "release-units-of-resolved",
        "propose-refund",
        "reserve-money",
        "record-money-reserved",
        "record-withheld-money-reserved",
        "record-money-refused",
        "submit-legs",
        "submit-rerouted-leg",
        "settle-money",
        "settle-money-paid-manually",
        "reopen-after-reversal",
        "record-refund-succeeded",
        "record-refund-not-due",
        "record-refund-refused",
        "record-refund-declined",
        "record-refund-abandoned",
        "record-refund-canceled",
        "record-overpayment",
        "clear-overpayment",
        "record-received-back",
        "reserve-on-order",
        "reserve-next-allowance",
        "record-allowance-reserved",
        "record-allowance-refused",
        "issue-approved",
        "issue-accepted",
        "confirm-allowances",
        "return-allowances-of-refused",
        "return-allowances-of-rejected",
        "return-allowances-of-canceled",
        "return-allowances-of-declined",
        "return-allowances-of-lapsed",
        "return-allowances-of-revoked",
        "return-allowances-of-expired",
      ]
    `))
})
