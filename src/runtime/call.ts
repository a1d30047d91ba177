/**
 * One command as a function: its input and its caller are checked at the border, the facts that the decision needs are
 * looked up, the command is handled, and everything follows from it. Next: `calls.ts`, which has them all.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import { border } from '../domain/kernel/border.js'
import { record, RecordType } from '../domain/kernel/codec.js'
import { Actor, Channel } from '../domain/values/actor.js'
import { Code } from '../domain/values/codes.js'
import { CommandId, type StreamKind } from '../domain/values/ids.js'
import { Note } from '../domain/values/note.js'
import type { AfterSalesError } from './errors.js'
import { ownCopy } from './own-copy.js'
import type { Runtime } from './runtime.js'

const Caller = record('Caller', { actor: Actor }, { channel: Channel, commandId: CommandId, traceparent: Code })
/**
 * Who calls. Bring a `commandId` of your own wherever the call may be repeated (a form, a webhook, a job): the same id
 * with the same payload is done once, with another payload it is `CommandIdReused`.
 */
export type Caller = t.TypeOf<typeof Caller>

export interface Change {
  readonly id: string
  readonly revision: number
  readonly type: string
  readonly data: unknown
}

/** What a command changed. */
export interface Done<S> {
  readonly outcome: 'appended' | 'alreadyHandled' | 'noChange'
  /** Events of this command on its own stream. */
  readonly events: ReadonlyArray<Change>
  readonly revision: number | 'no_stream'
  /** The aggregate after the command and everything that followed from it. */
  readonly state: S
  /** Set when what follows could not be finished in this call; it is repaired by `start` or `resume`. */
  readonly interrupted: AfterSalesError | undefined
}

export type Call<D, S> = (data: D, caller: Caller) => TaskEither<AfterSalesError, Done<S>>

const checkCaller = border('Caller', Caller)

export type MakeCall = ReturnType<typeof callingOf>

/** A command of the library as a function: its codec is its border. */
export const callingOf =
  (runtime: Runtime) =>
  <D, S>(
    kind: StreamKind,
    type: string,
    codec: t.Type<D, D, unknown>,
    idOf: (data: D) => string,
    lookUp?: (data: D) => Promise<E.Either<AfterSalesError, unknown>>,
    answer?: (state: S) => AfterSalesError | undefined,
  ): Call<D, S> => {
    const check = border(type, codec)
    let digestible: ((data: D) => unknown) | undefined
    return (input, by) => async () => {
      const checked = check(input)
      if (E.isLeft(checked)) return checked
      const caller = checkCaller(by)
      if (E.isLeft(caller)) return caller
      const data = ownCopy(checked.right)
      digestible ??= withoutPersonal(codec)
      const { actor, channel = 'api', commandId = runtime.ids.uuid(), traceparent } = ownCopy(caller.right)
      const found = lookUp === undefined ? undefined : await lookUp(data)
      if (found !== undefined && E.isLeft(found)) return found
      const id = idOf(data)
      const handled = await runtime.handle({
        kind,
        id,
        type,
        data,
        facts: found?.right,
        commandId,
        actor,
        channel,
        circumstances: { digestible: digestible(data), ...(traceparent === undefined ? {} : { traceparent }) },
      })
      if (E.isLeft(handled)) return handled
      const { outcome, own, events, revision } = handled.right
      // A repeated command finishes what a crash may have left undone behind the first.
      const drained = await runtime.drain(events, own)
      const now = await runtime.current<S>(kind, id)
      const state = E.isRight(now) ? now.right : (handled.right.state as S)
      const refused = events.length === 0 ? undefined : answer?.(state)
      if (refused !== undefined) return E.left(refused)
      return E.right({
        outcome,
        events: events.map(({ id: eventId, revision: at, event }) => ({
          id: eventId,
          revision: at,
          type: event.type,
          data: event.data,
        })),
        revision,
        state,
        interrupted: E.isLeft(drained) ? drained.left : E.isLeft(now) ? now.left : undefined,
      })
    }
  }

/**
 * What the digest of a command covers: everything but what people wrote, of which only the length counts. A plain hash
 * over a note would stay behind when the note is erased, and whoever guesses the note could prove it.
 */
const withoutPersonal = <D>(codec: t.Type<D, D, unknown>): ((data: D) => unknown) => {
  const fields = codec instanceof RecordType ? { ...codec.required, ...codec.optional } : {}
  const personal = Object.keys(fields).filter((key) => fields[key] === Note)
  if (personal.length === 0) return (data) => data
  return (data) => {
    const covered: Record<string, unknown> = { ...(data as object) }
    for (const key of personal) covered[key] = (covered[key] as string | undefined)?.length
    return covered
  }
}
