/** What a reaction may hear and say: any event of the domain, and commands that need no looked-up facts. */
import type { AllowanceCommand } from '../allowance/commands.js'
import type { AllowanceEvent } from '../allowance/events.js'
import type { CompensationCommand } from '../compensation/commands.js'
import type { CompensationEvent } from '../compensation/events.js'
import type { EntitlementCommand } from '../entitlement/commands.js'
import type { EntitlementEvent } from '../entitlement/events.js'
import type { Event } from '../kernel/decider.js'
import type { Reaction, ReplyTo } from '../kernel/reaction.js'
import type { NoticeEvent } from '../notice/events.js'
import type { RefundCommand } from '../refund/commands.js'
import type { RefundEvent } from '../refund/events.js'
import type { RepairCommand } from '../repair/commands.js'
import type { RepairEvent } from '../repair/events.js'
import type { ReplacementCommand } from '../replacement/commands.js'
import type { ReplacementEvent } from '../replacement/events.js'
import type { RequestCommand } from '../request/commands.js'
import type { RequestEvent } from '../request/events.js'
import type { ReturnCommand } from '../return/commands.js'
import type { ReturnEvent } from '../return/events.js'
import type { WorkEvent } from '../work/events.js'
import type { WorkerEvent } from '../worker/events.js'

export type AnyReply =
  | ReplyTo<'entitlement', EntitlementCommand>
  | ReplyTo<'request', RequestCommand>
  | ReplyTo<'return', ReturnCommand>
  | ReplyTo<'refund', RefundCommand>
  | ReplyTo<'replacement', ReplacementCommand>
  | ReplyTo<'repair', RepairCommand>
  | ReplyTo<'compensation', CompensationCommand>
  | ReplyTo<'allowance', AllowanceCommand>

export type DomainEvent =
  | EntitlementEvent
  | RequestEvent
  | ReturnEvent
  | RefundEvent
  | ReplacementEvent
  | RepairEvent
  | CompensationEvent
  | AllowanceEvent
  | NoticeEvent
  | WorkerEvent
  | WorkEvent

type EventNamed<Type extends DomainEvent['type']> = Extract<DomainEvent, { readonly type: Type }>

/** A reaction to one type of event, under a name that never changes. */
export const on = <Type extends DomainEvent['type']>(
  type: Type,
  name: string,
  react: (data: EventNamed<Type>['data']) => AnyReply | ReadonlyArray<AnyReply>,
): Reaction<Event, AnyReply> => ({
  name,
  on: type,
  react: (event) => {
    const replies = react(event.data as EventNamed<Type>['data'])
    return Array.isArray(replies) ? (replies as ReadonlyArray<AnyReply>) : [replies as AnyReply]
  },
})
