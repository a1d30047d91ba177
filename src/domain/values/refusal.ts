/** Why an entitlement said no. It is stored, because a command that comes from a reaction is answered by an event. */
import type * as t from 'io-ts'
import { choice, record, tag } from '../kernel/codec.js'
import { HostId, StreamId } from './ids.js'
import { Quantity, QuantityOrNone } from './quantity.js'

export const Refusal = choice('Refusal', {
  LineUnknown: record('LineUnknown', { _tag: tag('LineUnknown'), lineId: HostId }),
  ExceedsOrdered: record('ExceedsOrdered', {
    _tag: tag('ExceedsOrdered'),
    lineId: HostId,
    asked: Quantity,
    ordered: QuantityOrNone,
  }),
  UnitsAlreadyClaimed: record('UnitsAlreadyClaimed', {
    _tag: tag('UnitsAlreadyClaimed'),
    lineId: HostId,
    asked: Quantity,
    free: QuantityOrNone,
  }),
  DuplicateOpenRequest: record('DuplicateOpenRequest', { _tag: tag('DuplicateOpenRequest'), requestId: StreamId }),
  RequestTooLarge: record('RequestTooLarge', {
    _tag: tag('RequestTooLarge'),
    lines: Quantity,
    /** How many of these lines fit, one after another. */
    atMost: Quantity,
  }),
  NotClaimed: record('NotClaimed', { _tag: tag('NotClaimed'), lineId: HostId }),
  ChargebackOpen: record('ChargebackOpen', { _tag: tag('ChargebackOpen'), chargebackId: HostId }),
})
export type Refusal = t.TypeOf<typeof Refusal>
