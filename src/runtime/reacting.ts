/**
 * What follows from events: reactions, run for one event or along everything that they lead to. The ids of their
 * commands come from the event, so that they may run any number of times, here and by workers.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Event } from '../domain/kernel/decider.js'
import type { Reaction } from '../domain/kernel/reaction.js'
import { reactions, type AnyReply } from '../domain/reactions/index.js'
import type { AfterSalesError } from './errors.js'
import type { Follow } from './follow-up.js'
import type { Committed } from './handle-command.js'
import { isOutage } from './outage.js'
import type { Paid } from './paying.js'

/** `reactions` tell other streams; `effects` write intents and make the calls that follow. */
export type ReactionKind = 'reactions' | 'effects'
const isEffect = ({ command: { type } }: AnyReply): boolean => type === 'SubmitLeg' || type === 'SubmitBenefit'

const byEventType = new Map<string, ReadonlyArray<Reaction<Event, AnyReply>>>()
for (const reaction of reactions) byEventType.set(reaction.on, [...(byEventType.get(reaction.on) ?? []), reaction])

const ALL_KINDS: ReadonlySet<ReactionKind> = new Set(['reactions', 'effects'])

/** An event that a reaction led to, and whether this very call has written it. */
export interface Following {
  readonly event: Committed
  readonly own: boolean
}

export const reactingWith = (follow: Follow, payOwn: (events: ReadonlyArray<Committed>) => Promise<Paid>) => {
  /**
   * What follows from one event: its reactions of the kinds asked for. Answers the events that this led to; the first problem, if any, after all was tried.
   */
  const react = async (
    source: Committed,
    kinds: ReadonlySet<ReactionKind>,
    isOnlyToBeDone = false,
  ): Promise<{ readonly led: ReadonlyArray<Following>; readonly problem: AfterSalesError | undefined }> => {
    const led: Array<Following> = []
    let problem: AfterSalesError | undefined
    for (const reaction of byEventType.get(source.event.type) ?? []) {
      for (const [index, reply] of reaction.react(source.event).entries()) {
        if (!kinds.has(isEffect(reply) ? 'effects' : 'reactions')) continue
        const { to, id, command } = reply
        const done = await follow(
          source,
          reaction.name,
          index,
          { kind: to, id, ...command },
          { isReaction: true, isOnlyToBeDone },
        )
        if (E.isLeft(done)) {
          problem ??= done.left
          if (isOutage(done.left)) return { led, problem }
          continue
        }
        for (const event of done.right.events) led.push({ event, own: done.right.own })
      }
    }
    return { led, problem }
  }

  /**
   * Runs the reactions to these events, and to the events that they lead to. `paying`: the events were just appended by
   * this process, so that it is the one to call the provider for legs among them. What was there already is walked,
   * too: somebody else may be half-way, and the caller waits for the whole answer. What goes wrong with one event holds
   * up no other: a leg whose answer is nonsense must not keep the next from being paid. The first problem is the answer.
   */
  const drain = async (events: ReadonlyArray<Committed>, paying: boolean): Promise<E.Either<AfterSalesError, void>> => {
    const queue = events.map((event) => ({ event, paying }))
    // Events lead to each other; each needs to be walked once.
    const queued = new Set(events.map((event) => event.id))
    let problem: AfterSalesError | undefined
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (next.paying) {
        const paid = await payOwn([next.event])
        if (paid.problem !== undefined && isOutage(paid.problem)) return E.left(paid.problem)
        problem ??= paid.problem
        for (const event of paid.led) queue.push({ event, paying: true })
      }
      const reacted = await react(next.event, ALL_KINDS)
      if (reacted.problem !== undefined && isOutage(reacted.problem)) return E.left(reacted.problem)
      problem ??= reacted.problem
      for (const { event, own } of reacted.led) {
        if (queued.has(event.id)) continue
        queued.add(event.id)
        queue.push({ event, paying: own })
      }
    }
    return problem === undefined ? E.right(undefined) : E.left(problem)
  }

  return { react, drain }
}
