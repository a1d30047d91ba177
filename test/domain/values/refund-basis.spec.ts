import { describe, expect, it } from 'vitest'
import { basisKey, type RefundBasis } from '../../../src/domain/values/refund-basis.js'

const uuid = '3c7c0986-035a-591e-95f4-ae66c84fa9ea'
const bases: ReadonlyArray<RefundBasis> = [
  { _tag: 'Inspection', returnId: uuid, inspectionId: 'x' },
  { _tag: 'RefundOnly' },
  { _tag: 'RefundOnly', run: 2 },
  { _tag: 'Lost', returnId: uuid, lossId: 'x' },
  { _tag: 'Waived', returnId: uuid, waiverId: 'x' },
  { _tag: 'Replaced', replacementId: uuid },
  { _tag: 'Ruling', rulingId: 'x' },
  { _tag: 'DeductionWaived', refundId: uuid, contestId: 'x', minor: 5 },
  { _tag: 'DutyRecovered', reclaimId: 'x' },
]

describe('The basis of a refund in one word', () => {
  it('is another one for every basis', () => expect(new Set(bases.map(basisKey)).size).toBe(bases.length))
  it('is what it was when there were two: refunds that exist keep their ids', () =>
    expect(bases.slice(0, 2).map(basisKey)).toEqual(['x', 'RefundOnly']))
})
