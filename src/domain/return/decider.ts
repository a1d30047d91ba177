/**
 * Goods coming back. Next, in the order in which it happens: `arranging.ts`, `shipping.ts`, `receiving.ts`,
 * `counting.ts`, `inspecting.ts`, `disposing.ts`, `sending-back.ts`, `ending.ts`.
 */
import type { Decider } from '../kernel/decider.js'
import { maySay, type FromOthers } from '../values/actor.js'
import { arrange, callBack, issueLabel, voidLabel } from './arranging.js'
import type { ReturnCommand } from './commands.js'
import { disputeCount, settleCount } from './counting.js'
import { accept, nothing, reject, type Decision } from './decision.js'
import { dispose, redispose } from './disposing.js'
import { cancel, closeOverdue, closeShort, expire, waive } from './ending.js'
import type { ReturnError } from './errors.js'
import type { ReturnEvent } from './events.js'
import { evolve } from './evolve.js'
import { inspect, reviseInspection } from './inspecting.js'
import { receive, refuseParcel } from './receiving.js'
import { escalateHeld, recordAbandoned, recordDelivered, returnRejected, setDeadline } from './sending-back.js'
import { declareLost, recordScan, register } from './shipping.js'
import { hasEnded, initialReturn, type AuthorizedReturn, type ReturnState } from './state.js'

const first = (c: ReturnCommand): Decision => {
  switch (c.type) {
    case 'AuthorizeReturn':
      return accept({ type: 'ReturnAuthorized', data: c.data })
    // The cancellation overtook the authorization, which then finds nothing to do.
    case 'CancelReturn':
      return accept({ type: 'ReturnCanceled', data: c.data })
    default:
      return reject({ _tag: 'ReturnUnknown' })
  }
}

/** What others than the shop may say, too. */
const FROM_OTHERS: FromOthers<ReturnCommand['type']> = {
  ArrangeReturn: ['customer'],
  RegisterParcel: ['customer', 'carrier', 'provider'],
  RecordScan: ['carrier', 'provider'],
  DisputeCount: ['customer'],
}
/** Of what customers may say, each says it of their own goods. */
const isOfAnother = ({ actor, facts }: ReturnCommand): boolean =>
  actor.kind === 'customer' && facts?.customerId !== actor.id

const running = (c: ReturnCommand, s: AuthorizedReturn): Decision => {
  switch (c.type) {
    case 'AuthorizeReturn':
      return nothing
    case 'ArrangeReturn':
      return arrange(c, s)
    case 'CallBackGoods':
      return callBack(c, s)
    case 'IssueLabel':
      return issueLabel(c, s)
    case 'VoidLabel':
      return voidLabel(c, s)
    case 'RegisterParcel':
      return register(c, s)
    case 'RecordScan':
      return recordScan(c, s)
    case 'ReceiveParcel':
      return receive(c, s)
    case 'RefuseParcel':
      return refuseParcel(c, s)
    case 'DisputeCount':
      return disputeCount(c, s)
    case 'SettleCount':
      return settleCount(c, s)
    case 'InspectItems':
      return inspect(c, s)
    case 'ReviseInspection':
      return reviseInspection(c, s)
    case 'DisposeItems':
      return dispose(c, s)
    case 'RedisposeItems':
      return redispose(c, s)
    case 'ReturnRejectedGoods':
      return returnRejected(c, s)
    case 'RecordGoodsBackWithCustomer':
      return recordDelivered(c, s)
    case 'RecordGoodsAbandoned':
      return recordAbandoned(c, s)
    case 'SetSendBackDeadline':
      return setDeadline(c, s)
    case 'EscalateHeldGoods':
      return escalateHeld(c, s)
    case 'DeclareLost':
      return declareLost(c, s)
    case 'WaiveReturn':
      return waive(c, s)
    case 'CloseReturnShort':
      return closeShort(c, s)
    case 'CloseOverdueReturn':
      return closeOverdue(c, s)
    case 'ExpireReturn':
      return expire(c, s)
    case 'CancelReturn':
      return cancel(c.data.reason, s)
  }
}

const decide =
  (c: ReturnCommand) =>
  (s: ReturnState): Decision => {
    if (s.status === 'none') return first(c)
    if (!maySay(c, FROM_OTHERS)) return reject({ _tag: 'NotForCustomers' })
    return isOfAnother(c) ? reject({ _tag: 'NotYourReturn' }) : running(c, s)
  }

export const Return: Decider<ReturnCommand, ReturnState, ReturnEvent, ReturnError> = {
  name: 'return',
  initial: initialReturn,
  decide,
  evolve,
  isTerminal: hasEnded,
}
