/**
 * Which event types change which index, over all event types there are. An event that is added answers nothing here
 * until somebody has thought about it: then its line stands in one of these tables.
 */
import { noticeIdOf } from '../../src/domain/values/ids.js'
import { describe, expect, it } from 'vitest'
import { attention } from '../../src/projections/attention.js'
import { legKeys } from '../../src/projections/leg-keys.js'
import { notices } from '../../src/projections/notices.js'
import { openLegs } from '../../src/projections/open-legs.js'
import type { Projection } from '../../src/projections/projection.js'
import { timers } from '../../src/projections/timers.js'
import { answersOf, STREAM, TYPES } from './every-event.js'

const REFUND = '8b7a6c1d-3e2f-5a90-b1c4-5d6e7f8a9b0c'
const leg = `${REFUND} card`
const benefit = 'k-1'
const replacement = '5b1c8a52-7f0e-5d3a-9c41-2e6f8a9b0c1d'
const repair = '6c2d9b63-801f-5e4b-8d52-3f709bac1d2e'
const NOTICE = noticeIdOf('stripe', 'evt_1PqUx2')

const tables: ReadonlyArray<readonly [Projection, Readonly<Record<string, ReadonlyArray<string>>>]> = [
  [
    openLegs,
    {
      RefundLegUnknown: [`+${leg}`],
      RefundLegProcessing: [`+${leg}`],
      RefundLegCheckScheduled: [`+${leg}`],
      RefundLegSubmitted: [`-${leg}`],
      RefundLegNeedsAttention: [`-${leg}`],
      RefundLegSucceeded: [`-${leg}`],
      RefundLegFailed: [`-${leg}`],
      RefundLegReleased: [`-${leg}`],
      RefundLegReversed: [`-${leg}`],
      BenefitUnknown: [`+benefit ${benefit}`],
      BenefitProcessing: [`+benefit ${benefit}`],
      BenefitCheckScheduled: [`+benefit ${benefit}`],
      BenefitSubmitted: [`-benefit ${benefit}`],
      RevocationSubmitted: [`-benefit ${benefit}`],
      BenefitNeedsAttention: [`-benefit ${benefit}`],
      CompensationIssued: [`-benefit ${benefit}`],
      CompensationIssueFailed: [`-benefit ${benefit}`],
      RevocationFailed: [`-benefit ${benefit}`],
      CompensationRevoked: [`-benefit ${benefit}`],
      BenefitRedeemed: [`-benefit ${benefit}`],
    },
  ],
  [
    attention,
    {
      RefundLegNeedsAttention: [`+leg ${leg}`],
      RefundLegContradicted: ['+outside re_3OaB1f'],
      RefundLegSubmitted: [`-leg ${leg}`],
      RefundLegProcessing: [`-leg ${leg}`],
      RefundLegCheckScheduled: [`-leg ${leg}`],
      RefundLegFailed: [`-leg ${leg}`],
      RefundLegReleased: [`-leg ${leg}`],
      RefundLegSucceeded: [`-leg ${leg}`, '-outside re_3OaB2c'],
      RefundLegReversed: [`-leg ${leg}`, '-outside re_3OaB2c'],
      ExternalRefundRecorded: ['-outside re_3PqU'],
      ReplacementNotRecorded: [`+not-recorded replacement ${replacement}`],
      OrderEdited: ['-not-recorded replacement edit-7'],
      PaymentCaptured: ['-not-recorded recovery cap_8812'],
      BenefitNeedsAttention: [`+benefit ${benefit}`],
      BenefitReturned: [`+benefit ${benefit}`],
      RecoverySurplusFound: [`+surplus ${benefit} carrier`],
      RecoverySurplusRepaid: [`-surplus ${benefit} carrier`],
      BenefitSubmitted: [`-benefit ${benefit}`],
      RevocationSubmitted: [`-benefit ${benefit}`],
      BenefitProcessing: [`-benefit ${benefit}`],
      CompensationIssued: [`-benefit ${benefit}`],
      CompensationIssueFailed: [`-benefit ${benefit}`],
      RevocationFailed: [`-benefit ${benefit}`],
      CompensationRevoked: [`-benefit ${benefit}`],
      BenefitRedeemed: [`-benefit ${benefit}`],
    },
  ],
  [legKeys, { RefundLegSubmitted: ['+5d0b7c2e-91f4-5b6a-8c3d-2e1f0a9b8c7d'] }],
  [notices, { NoticeQuarantined: [`+${NOTICE}`], NoticeMatched: [`-${NOTICE}`], NoticeDiscarded: [`-${NOTICE}`] }],
  [
    timers,
    {
      RefundLegSubmitted: [`+answer-due ${leg}`],
      RefundLegUnknown: [`-answer-due ${leg}`],
      RefundLegProcessing: [`-answer-due ${leg}`],
      RefundLegNeedsAttention: [`-answer-due ${leg}`],
      RefundLegSucceeded: [`-answer-due ${leg}`],
      RefundLegFailed: [`-answer-due ${leg}`],
      RefundLegReversed: [`-answer-due ${leg}`],
      EvidenceRequested: [`+evidence-due ${STREAM}`],
      EvidenceSupplied: [`-evidence-due ${STREAM}`],
      RequestExpired: [`-evidence-due ${STREAM}`],
      RequestCanceled: [`-evidence-due ${STREAM}`],
      RequestMerged: [`-evidence-due ${STREAM}`],
      AppealWithdrawn: [`-evidence-due ${STREAM}`],
      PlatformCaseOpened: [`-evidence-due ${STREAM}`],
      ReturnAuthorized: [`+ship-by ${STREAM}`],
      ParcelShipped: [`-ship-by ${STREAM}`],
      FirstScanRecorded: [`-ship-by ${STREAM}`],
      ParcelScanned: [`-ship-by ${STREAM}`],
      ParcelReceived: [`-ship-by ${STREAM}`],
      ParcelRefused: [`-ship-by ${STREAM}`],
      ReturnClosedShort: [`-ship-by ${STREAM}`],
      ReturnCompleted: [`-ship-by ${STREAM}`],
      ReturnExpired: [`-ship-by ${STREAM}`],
      ReturnCanceled: [`-ship-by ${STREAM}`],
      ReplacementReserved: [`+pay-by ${replacement}`],
      ReplacementRepriced: [`+pay-by ${replacement}`],
      DifferenceSecured: [`-pay-by ${replacement}`],
      ReplacementOutOfStock: [`-pay-by ${replacement}`],
      ReplacementExpired: [`-pay-by ${replacement}`],
      ReplacementCanceled: [`-pay-by ${replacement}`, `-return-by ${replacement}`, `-last-return-by ${replacement}`],
      ReplacementReleasedInAdvance: [`+return-by ${replacement}`, `+last-return-by ${replacement}`],
      RecoveryDue: [`-return-by ${replacement}`, `-last-return-by ${replacement}`],
      SecurityReleased: [`-return-by ${replacement}`, `-last-return-by ${replacement}`],
      RepairGoodsReceived: [`+finish-by ${repair}`],
      RepairDiagnosed: [`+quote-end ${repair}`],
      RepairQuoteAccepted: [`-quote-end ${repair}`],
      RepairFinished: [`-finish-by ${repair}`],
      RepairOverdue: [`-finish-by ${repair}`],
      RepairQuoteDeclined: [`-quote-end ${repair}`, `-finish-by ${repair}`],
      RepairQuoteLapsed: [`-quote-end ${repair}`, `-finish-by ${repair}`],
      RepairFailed: [`-quote-end ${repair}`, `-finish-by ${repair}`],
      RepairCanceled: [`-quote-end ${repair}`, `-finish-by ${repair}`],
      SendBackDeadlineSet: [`+send-back-by ${STREAM}`],
      SendBackDeadlineMet: [`-send-back-by ${STREAM}`],
      HeldGoodsOverdue: [`-send-back-by ${STREAM}`],
      BenefitSubmitted: [`+benefit-due ${benefit}`],
      RevocationSubmitted: [`+benefit-due ${benefit}`],
      BenefitUnknown: [`-benefit-due ${benefit}`],
      BenefitProcessing: [`-benefit-due ${benefit}`],
      BenefitNeedsAttention: [`-benefit-due ${benefit}`],
      CompensationIssued: [`-benefit-due ${benefit}`],
      CompensationIssueFailed: [`-benefit-due ${benefit}`],
      RevocationFailed: [`-benefit-due ${benefit}`],
      CompensationRevoked: [`-benefit-due ${benefit}`],
      BenefitRedeemed: [`-benefit-due ${benefit}`],
      CompensationOffered: [`+offer-end ${benefit}`],
      CompensationAccepted: [`-offer-end ${benefit}`],
      CompensationDeclined: [`-offer-end ${benefit}`],
      CompensationLapsed: [`-offer-end ${benefit}`],
      CompensationCanceled: [`-offer-end ${benefit}`],
    },
  ],
]

describe.each(tables)('The index $table', (projection, answers) => {
  it('answers these event types of all, and no other', () => {
    expect(TYPES.length).toBeGreaterThan(75)
    expect(answersOf(projection)).toEqual(answers)
  })

  it('has a table of its own', () => {
    expect(tables.filter(([other]) => other.table === projection.table)).toHaveLength(1)
  })
})
