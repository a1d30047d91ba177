/** What a request and its refund say to each other: why money is due, and how it ended. */
import type * as t from 'io-ts'
import { choice, oneOf, record, tag } from '../kernel/codec.js'
import { HostId, Uuid } from './ids.js'

/** A refund exists only with a reason that lives: goods accepted at inspection, or an approval without return. */
export const RefundBasis = choice('RefundBasis', {
  Inspection: record('InspectionBasis', { _tag: tag('Inspection'), returnId: Uuid, inspectionId: HostId }),
  RefundOnly: record('RefundOnlyBasis', { _tag: tag('RefundOnly') }),
})
export type RefundBasis = t.TypeOf<typeof RefundBasis>

export const RefundEnd = oneOf('RefundEnd', ['succeeded', 'not_due', 'refused', 'declined', 'abandoned', 'canceled'])
export type RefundEnd = t.TypeOf<typeof RefundEnd>
