/** What the library tells other systems of each stored event: one fact, or nothing, and why nothing. */
import type * as t from 'io-ts'
import { typesOf, type EventType } from '../event-types.js'
import type { ProjectedEvent } from '../projection.js'
import { benefitFacts, benefitSayings } from './benefits.js'
import { caseFacts, caseSayings } from './case.js'
import type { AnyFact, CloudEvent, Fact, Said } from './fact.js'
import { goodsOutFacts, goodsOutSayings } from './goods-out.js'
import { goodsFacts, goodsSayings } from './goods.js'
import { moneyFacts, moneySayings } from './money.js'

export type { CloudEvent, Listener } from './fact.js'

/** By chapter, as the docs tell them. */
export const CHAPTERS = {
  Cases: caseFacts,
  Goods: goodsFacts,
  Money: moneyFacts,
  'Replacements and repairs': goodsOutFacts,
  Compensations: benefitFacts,
} as const

type Known = (typeof CHAPTERS)[keyof typeof CHAPTERS][number]
type EventOf<F> = F extends Fact<infer Type, infer Data> ? CloudEvent<Type, Data> : never
/**
 * Everything that is published; `type` says which, and TypeScript knows its `data`.
 *
 * @example
 * if (event.type === 'after-sales.goods.disposed.v1')
 *   for (const { lineId, quantity, disposition } of event.data.lines) …
 */
export type PublishedEvent = EventOf<Known>
export type PublishedType = PublishedEvent['type']

const FACTS: ReadonlyArray<AnyFact> = Object.values(CHAPTERS).flat()

/**
 * The codec of the `data` of each type that is published, for whoever gets it over a wire.
 *
 * @example publishedCodecs['after-sales.refund.paid.v1'].decode(event.data)
 */
export const publishedCodecs = Object.fromEntries(FACTS.map(({ type, codec }) => [type, codec])) as unknown as {
  readonly [Type in PublishedType]: t.Type<Extract<PublishedEvent, { readonly type: Type }>['data']>
}

const sayings = new Map(
  Object.entries({ ...caseSayings, ...goodsSayings, ...moneySayings, ...goodsOutSayings, ...benefitSayings }),
) as unknown as ReadonlyMap<string, (seen: ProjectedEvent) => Said<string, object>>

/** The stored events that say something to others. */
export const PUBLISHED_FROM: ReadonlySet<EventType> = new Set(sayings.keys()) as ReadonlySet<EventType>

/** Those that do not, and why. With `PUBLISHED_FROM` the whole catalog; a test compares them. */
export const NOT_PUBLISHED: ReadonlyArray<{ readonly because: string; readonly types: ReadonlyArray<EventType> }> = [
  {
    because: 'an order tells what its host told it, and what other streams tell as well',
    types: typesOf('entitlement'),
  },
  { because: 'it is a matter of the library and its operators', types: typesOf('allowance', 'notice', 'worker') },
  { because: 'who works on what is a matter of the shop’s own people', types: typesOf('workitem') },
  {
    because: 'it is a step on the way to what is told',
    types: [
      ...(['RequestEdited', 'RequestQuoted', 'SubmissionStarted', 'SubmissionRefused', 'RequestAssessed'] as const),
      ...(['RemediesStarted', 'GoodsAccepted', 'GoodsWithoutRefund', 'GoodsComplete', 'RefundDue'] as const),
      ...(['InspectionWithoutRefund', 'ReturnOutcomeRecorded', 'RefundOutcomeRecorded', 'RefundReopened'] as const),
      ...([
        'ReplacementNoted',
        'RecoveryNoted',
        'RepairNoted',
        'SwitchStarted',
        'SwitchRefused',
        'BasisWithdrawn',
        'BasisReinstated',
        'ReinstatementNoted',
      ] as const),
      ...(['CancellationStarted', 'CancellationRefused', 'RulingApplied', 'DuplicateMerged', 'GoodsOverdue'] as const),
      ...(['ReturnCancellationRefused', 'ReturnClosedShort', 'SendBackDeadlineSet', 'SendBackDeadlineMet'] as const),
      ...(['RefundApprovalRequested', 'RefundApprovalGiven', 'RefundCancellationRefused'] as const),
      ...(['RefundLegSubmitted', 'RefundLegProcessing', 'RefundLegUnknown', 'RefundLegCheckScheduled'] as const),
      ...(['RefundLegStepProposed', 'RefundLegReleased', 'RefundLegRerouted', 'RefundLegFailed'] as const),
      ...([
        'RefundBasisWithdrawn',
        'RefundBasisReinstated',
        'ReceivableWriteOffProposed',
        'RecoveryWriteOffProposed',
      ] as const),
      ...(['ReplacementGoodsAccepted', 'ReplacementGoodsBack', 'ReplacementCancellationRefused'] as const),
      ...(['RepairPlanned', 'RepairCanceled', 'RepairCancellationRefused', 'RecoveryDue'] as const),
      ...([
        'CompensationProposed',
        'CompensationAllowanceHeld',
        'CompensationRefused',
        'CompensationRejected',
      ] as const),
      ...(['CompensationApprovalRequested', 'CompensationApprovalGiven', 'BenefitSubmitted'] as const),
      ...(['BenefitProcessing', 'BenefitUnknown', 'BenefitCheckScheduled', 'CompensationIssueFailed'] as const),
      ...(['RevocationSubmitted', 'RevocationFailed', 'RepairQuoteLapsed'] as const),
    ],
  },
  {
    because: 'whoever would listen has said it',
    types: [
      ...(['EvidenceSupplied', 'AppealWithdrawn', 'PlatformCaseOpened', 'CaseRoundOpened'] as const),
      ...([
        'CaseEvidenceFiled',
        'PlatformCaseWithdrawn',
        'SurveyAnswered',
        'ReturnArranged',
        'GoodsCalledBack',
        'LabelVoided',
      ] as const),
      ...(['FirstScanRecorded', 'ParcelScanned', 'CountDisputed'] as const),
      ...(['RejectedGoodsDelivered', 'DifferenceSecured', 'RepairGoodsReceived', 'RepairQuoteAccepted'] as const),
      ...(['RepairQuoteDeclined', 'DeductionContested', 'DeductionUpheld'] as const),
    ],
  },
  {
    because: 'it waits for a person here: `operations.attention`, `views`',
    types: [
      'RefundLegNeedsAttention',
      'RefundLegContradicted',
      'BenefitNeedsAttention',
      'HeldGoodsOverdue',
      'RepairOverdue',
    ],
  },
]

/** What a stored event says to others. Pure: the same event always says the same, under the same id. */
export const publishedOf = (tenant: string, seen: ProjectedEvent): PublishedEvent | undefined => {
  const said = sayings.get(seen.event.type)?.(seen)
  if (said === undefined) return undefined
  const { requestId } = said.data as { readonly requestId?: string }
  return {
    specversion: '1.0',
    id: seen.id,
    source: `/after-sales/${tenant}`,
    type: said.type,
    subject: requestId ?? seen.metadata.$correlationId,
    time: seen.occurredAt,
    datacontenttype: 'application/json',
    data: said.data,
  } as PublishedEvent
}
