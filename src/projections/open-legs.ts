/**
 * Legs about which the provider is to be asked, and benefits about which their issuer is, and when. One is here from the
 * moment its outcome is unknown or takes time, until it is settled or waits for a person.
 */
import { drop, dueAt, put, type ProjectedEvent, type Projection, type TableChange } from './projection.js'

export interface OpenLeg {
  readonly refundId: string
  readonly legId: string
}

export interface OpenBenefit {
  readonly compensationId: string
}
const benefitKey = ({ compensationId }: OpenBenefit): string => `benefit ${compensationId}`

const openLegsOf = (seen: ProjectedEvent): ReadonlyArray<TableChange> => {
  const { event } = seen
  switch (event.type) {
    case 'RefundLegUnknown':
    case 'RefundLegProcessing':
    case 'RefundLegCheckScheduled': {
      const { refundId, legId, checkAt } = event.data
      const leg: OpenLeg = { refundId, legId }
      return [put(`${refundId} ${legId}`, dueAt(seen, checkAt), leg)]
    }
    case 'RefundLegSubmitted':
    case 'RefundLegNeedsAttention':
    case 'RefundLegSucceeded':
    case 'RefundLegFailed':
    case 'RefundLegReleased':
    case 'RefundLegReversed':
      return [drop(`${event.data.refundId} ${event.data.legId}`)]
    case 'BenefitUnknown':
    case 'BenefitProcessing':
    case 'BenefitCheckScheduled': {
      const { compensationId, checkAt } = event.data
      const benefit: OpenBenefit = { compensationId }
      return [put(benefitKey(benefit), dueAt(seen, checkAt), benefit)]
    }
    case 'BenefitSubmitted':
    case 'RevocationSubmitted':
    case 'BenefitNeedsAttention':
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

export const openLegs: Projection = { table: 'open_legs', rows: openLegsOf }
