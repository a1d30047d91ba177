/**
 * Money that waits for a person, oldest first: legs and benefits that nothing settles by itself, payments of the provider
 * that contradict our books, and what went out or was recovered for a replacement and has no place in its order. The last
 * two are cleared by the fact that mends them: an outside refund recorded on the order under the provider's own reference;
 * an edit of the order, or for a recovery a capture, recorded under the replacement's own id.
 */
import type { CompensationEvent } from '../domain/compensation/index.js'
import type { EntitlementEvent } from '../domain/entitlement/index.js'
import type { RefundEvent } from '../domain/refund/index.js'
import { drop, put, type ProjectedEvent, type Projection, type TableChange } from './projection.js'

type Known = RefundEvent | CompensationEvent | EntitlementEvent
type Data<Type extends Known['type']> = Extract<Known, { readonly type: Type }>['data']

export type AttentionItem =
  | ({ readonly _tag: 'Leg'; readonly since: string } & Data<'RefundLegNeedsAttention'>)
  | ({ readonly _tag: 'Contradiction'; readonly since: string } & Data<'RefundLegContradicted'>)
  | ({ readonly _tag: 'Benefit'; readonly since: string } & Data<'BenefitNeedsAttention'>)
  /** Cash came back from a customer: it is paid again, or given up. */
  | ({ readonly _tag: 'ReturnedBenefit'; readonly since: string } & Data<'BenefitReturned'>)
  /** More came back than was given: it is given back to whom it came from. */
  | ({ readonly _tag: 'Surplus'; readonly since: string } & Data<'RecoverySurplusFound'>)
  /** `claimId`: the request. */
  | ({ readonly _tag: 'NotRecorded'; readonly since: string } & Data<'ReplacementNotRecorded'>)

const legKey = ({ refundId, legId }: { readonly refundId: string; readonly legId: string }): string =>
  `leg ${refundId} ${legId}`
const benefitKey = ({ compensationId }: { readonly compensationId: string }): string => `benefit ${compensationId}`
const surplusKey = ({ compensationId, party }: { readonly compensationId: string; readonly party: string }): string =>
  `surplus ${compensationId} ${party}`
const outsideKey = (providerRef: string): string => `outside ${providerRef}`
const notRecordedKey = (what: 'replacement' | 'recovery', replacementId: string): string =>
  `not-recorded ${what} ${replacementId}`

const attentionOf = ({ event, occurredAt }: ProjectedEvent): ReadonlyArray<TableChange> => {
  switch (event.type) {
    case 'RefundLegNeedsAttention': {
      const item: AttentionItem = { _tag: 'Leg', since: occurredAt, ...event.data }
      return [put(legKey(event.data), occurredAt, item)]
    }
    case 'RefundLegContradicted': {
      const item: AttentionItem = { _tag: 'Contradiction', since: occurredAt, ...event.data }
      return [put(outsideKey(event.data.providerRef), occurredAt, item)]
    }
    case 'RefundLegSubmitted':
    case 'RefundLegProcessing':
    case 'RefundLegCheckScheduled':
    case 'RefundLegFailed':
    case 'RefundLegReleased':
      return [drop(legKey(event.data))]
    // What was an alarm turns out to be the payment itself, or its return.
    case 'RefundLegSucceeded':
    case 'RefundLegReversed':
      return [drop(legKey(event.data)), drop(outsideKey(event.data.providerRef))]
    case 'ExternalRefundRecorded':
      return [drop(outsideKey(event.data.externalId))]
    case 'ReplacementNotRecorded': {
      const item: AttentionItem = { _tag: 'NotRecorded', since: occurredAt, ...event.data }
      return [put(notRecordedKey(event.data.what, event.data.replacementId), occurredAt, item)]
    }
    case 'OrderEdited':
      return [drop(notRecordedKey('replacement', event.data.editId))]
    case 'PaymentCaptured':
      return [drop(notRecordedKey('recovery', event.data.captureId))]
    case 'BenefitNeedsAttention': {
      const item: AttentionItem = { _tag: 'Benefit', since: occurredAt, ...event.data }
      return [put(benefitKey(event.data), occurredAt, item)]
    }
    case 'BenefitReturned': {
      const item: AttentionItem = { _tag: 'ReturnedBenefit', since: occurredAt, ...event.data }
      return [put(benefitKey(event.data), occurredAt, item)]
    }
    case 'RecoverySurplusFound': {
      const item: AttentionItem = { _tag: 'Surplus', since: occurredAt, ...event.data }
      return [put(surplusKey(event.data), occurredAt, item)]
    }
    case 'RecoverySurplusRepaid':
      return [drop(surplusKey(event.data))]
    case 'BenefitSubmitted':
    case 'RevocationSubmitted':
    case 'BenefitProcessing':
    case 'CompensationIssued':
    case 'CompensationIssueFailed':
    case 'RevocationFailed':
    case 'CompensationRevoked':
    case 'BenefitRedeemed':
      return [drop(benefitKey(event.data))]
    default:
      return []
  }
}

export const attention: Projection = { table: 'attention', rows: attentionOf }
