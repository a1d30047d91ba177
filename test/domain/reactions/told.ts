/**
 * What the library tells itself: the commands that reactions and timers make of random pasts and of one example of every
 * event, those that its workers give, and every state that a stream went through.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { orThrow } from 'after-sales'
import { deciders } from '../../../src/domain/deciders.js'
import type { Event } from '../../../src/domain/kernel/decider.js'
import { reactions, type DomainEvent } from '../../../src/domain/reactions/index.js'
import type { StreamKind } from '../../../src/domain/values/ids.js'
import type { ProjectedEvent } from '../../../src/projections/projection.js'
import { timers, type TimerCommand } from '../../../src/projections/timers.js'
import { aggregates } from '../../../src/runtime/aggregates.js'
import { decodeLogged } from '../../../src/runtime/read-log.js'
import { noon } from '../../../src/testing/builders/build.js'
import * as benefit from '../../../src/testing/builders/compensation.js'
import { cancelRefund } from '../../../src/testing/builders/refund.js'
import { historyOf } from '../../bad-input/any-history.js'

export interface Told {
  readonly to: StreamKind
  readonly command: { readonly type: string; readonly data: unknown }
}
interface Folding {
  readonly initial: unknown
  readonly evolve: (state: unknown, event: Event) => unknown
}

const FIXTURES = 'test/fixtures/events'
const examples = (): ReadonlyArray<Event> =>
  readdirSync(FIXTURES).flatMap((type) => {
    const latest = readdirSync(`${FIXTURES}/${type}`).sort().at(-1)!
    return readdirSync(`${FIXTURES}/${type}/${latest}`).map((file) => {
      const { data } = JSON.parse(readFileSync(`${FIXTURES}/${type}/${latest}/${file}`, 'utf8')) as { data: unknown }
      return { type, data }
    })
  })

const leg = { provider: 'psp', noticeId: 'n-1', refundId: '8b7a6c1d-3e2f-5a90-b1c4-5d6e7f8a9b0c', legId: 'card' }
const sayings = [1, 2, 3].flatMap((attempt) => [
  ...([benefit.issuedAnswer, benefit.usedAnswer, { _tag: 'Declined', code: 'no' }, { _tag: 'Revoked' }] as const).map(
    (answer) => benefit.issuerSays(answer, attempt),
  ),
  ...(['not_done', 'silent'] as const).map((found) => benefit.benefitFinding({ attempt, found })),
])
/** What no event and no timer says, but a worker that asked somebody outside, or looked at its clock. */
const ofWorkers: ReadonlyArray<Told> = [
  ...sayings.map((command) => ({ to: 'compensation', command }) as const),
  // A request is rarely taken back at the very moment when its money waits for an approval.
  { to: 'refund', command: cancelRefund() },
  { to: 'notice', command: { type: 'MatchNotice', data: { ...leg, epoch: 1 } } },
  { to: 'worker', command: { type: 'NoteClockJump', data: { role: 'timers', from: noon, to: noon } } },
  { to: 'worker', command: { type: 'CompareClock', data: { role: 'timers', at: noon } } },
]

const ofEvent = (event: Event): ReadonlyArray<Told> => {
  const seen = { stream: 's', event: event as DomainEvent, occurredAt: noon, recordedAt: noon }
  return [
    ...reactions.filter(({ on }) => on === event.type).flatMap(({ react }) => react(event)),
    ...timers
      .rows(seen as unknown as ProjectedEvent)
      .flatMap((change) => (change._tag === 'Put' ? [change.value as TimerCommand] : [])),
  ]
}

const add = <K, V>(to: Map<K, Array<V>>, key: K, value: V): void => {
  const known = to.get(key)
  if (known === undefined) to.set(key, [value])
  else known.push(value)
}

/** By the type of the command, and by the kind of the stream. */
export const toldIn = async (pasts: number) => {
  const told = new Map<string, Array<Told>>()
  const states = new Map<StreamKind, Array<unknown>>()
  const tell = (one: Told): void => add(told, one.command.type, one)
  const stood = (kind: StreamKind, state: unknown): void => add(states, kind, state)

  ofWorkers.forEach(tell)
  examples().flatMap(ofEvent).forEach(tell)
  for (const [kind, { initial, evolve }] of Object.entries(deciders) as ReadonlyArray<[StreamKind, Folding]>)
    if (kind === 'notice' || kind === 'worker')
      for (const event of examples().filter(({ type }) =>
        aggregates[kind].events.families.some((f) => f.type === type),
      ))
        stood(kind, evolve(initial, event))

  for (let seed = 1; seed <= pasts; seed++) {
    const now = new Map<string, unknown>()
    for (const stored of (await historyOf(seed, 20 + ((seed * 37) % 120))).log) {
      const { stream, kind, event } = orThrow(decodeLogged(stored))
      const { initial, evolve } = deciders[kind] as Folding
      const state = evolve(now.get(stream) ?? initial, event)
      now.set(stream, state)
      stood(kind, state)
      ofEvent(event).forEach(tell)
    }
  }
  return { told, states }
}
