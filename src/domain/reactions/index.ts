/**
 * Who tells whom. Read `case.ts`, `money.ts`, `compensation.ts`, `goods-out.ts` and `outbound.ts` from top to bottom and you
 * have read the life of a case: the request asks for units, starts the remedies, the inspection makes money due, the refund asks for it,
 * pays, and the request hears how it ended.
 */
import type { Event } from '../kernel/decider.js'
import type { Reaction } from '../kernel/reaction.js'
import { caseReactions } from './case.js'
import { compensationReactions } from './compensation.js'
import { goodsOutReactions } from './goods-out.js'
import { moneyReactions } from './money.js'
import { outboundReactions } from './outbound.js'
import type { AnyReply } from './on.js'

export type { AnyReply, DomainEvent } from './on.js'

export const reactions: ReadonlyArray<Reaction<Event, AnyReply>> = [
  ...caseReactions,
  ...moneyReactions,
  ...compensationReactions,
  ...goodsOutReactions,
  ...outboundReactions,
]
