/**
 * What holds for an aggregate whatever it is told, in whatever order: the laws of deciders, that its list of steps is
 * complete and true, and that everything it decides can be stored and read again. The three aggregates share it.
 */
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import type { Decider, Event } from '../../../src/domain/kernel/decider.js'
import type { EventCatalog } from '../../../src/domain/kernel/event-family.js'
import type { Lifecycle } from '../../../src/domain/kernel/lifecycle.js'
import { describe as inWords, type AfterSalesError } from '../../../src/runtime/errors.js'
import { deciderLaws, evolveIsTotal, runCommands, stepsOf } from '../../../src/testing/laws.js'

const sealed = { _tag: 'Sealed', subject: 'c-1', key: 'k-1', nonce: 'bm9uY2U', box: 'Ym94' }

/** As the log has it: personal data sealed. */
const stored = ({ data }: Event, personal: ReadonlyArray<string>): unknown =>
  Object.fromEntries(
    Object.entries(data as object).map(([key, value]) => [key, personal.includes(key) ? sealed : value]),
  )

interface Subject<C, S, Ev extends Event, Err> {
  readonly decider: Decider<C, S, Ev, Err>
  readonly catalog: EventCatalog<Ev>
  readonly lifecycle: Lifecycle
  /** How far along a run begins, as commands; then chance takes over. */
  readonly beginnings: ReadonlyArray<ReadonlyArray<C>>
  readonly commands: fc.Arbitrary<C>
  readonly events: fc.Arbitrary<Ev>
  /** May still be recorded after the end. */
  readonly afterEnd?: ReadonlyArray<string>
  /** A no that is given as often as it is asked for: the runtime remembers whom it has answered, the state does not. */
  readonly answers?: ReadonlyArray<string>
  /** A longer list of steps needs more runs. */
  readonly runs?: number
}

// Enough that every step of a list turns up.
const RUNS = 800
const COMMANDS = 25

export const holdsForAnyRun = <C, S extends { readonly status: string }, Ev extends Event, Err>({
  decider,
  catalog,
  lifecycle,
  beginnings,
  commands,
  events,
  afterEnd = [],
  answers = [],
  runs: numRuns = RUNS,
}: Subject<C, S, Ev, Err>): void => {
  const runs = fc
    .tuple(fc.constantFrom(...beginnings), fc.array(commands, { maxLength: COMMANDS, size: 'max' }))
    .map(([before, after]) => [...before, ...after])
  const check = (about: (run: ReadonlyArray<C>) => void) =>
    fc.assert(fc.property(runs, about), { numRuns, seed: 20_260_302 })

  const withoutAnswers: Decider<C, S, Ev, Err> = {
    ...decider,
    decide: (command) => (state) =>
      E.map((decided: ReadonlyArray<Ev>) => decided.filter(({ type }) => !answers.includes(type)))(
        decider.decide(command)(state),
      ),
  }

  it('keeps the laws of deciders: replay, silence, terminal', () =>
    check((run) => deciderLaws(withoutAnswers, run, afterEnd)))

  it('takes every step of its list, and no other', () => {
    const listed = new Set(lifecycle.map(String))
    const taken = new Set<string>()
    const take = (run: ReadonlyArray<C>): void => {
      for (const step of stepsOf(decider, runCommands(decider, run).events)) {
        if (!listed.has(String(step))) expect.fail(`not listed: ${String(step)}`)
        taken.add(String(step))
      }
    }
    // Each beginning by itself, so that a rare step is not left to chance.
    beginnings.forEach(take)
    check(take)
    expect([...listed].filter((step) => !taken.has(step))).toEqual([])
  })

  it('says every no in words of both languages', () =>
    check((run) => {
      let state = decider.initial
      for (const command of run) {
        const decided = decider.decide(command)(state)
        if (E.isRight(decided)) {
          state = decided.right.reduce((s, event) => decider.evolve(s, event), state)
          continue
        }
        const { code, en, zh } = inWords(decided.left as AfterSalesError)
        expect([code, en, zh].map((words) => words.length > 0 && !words.includes('undefined'))).toEqual([
          true,
          true,
          true,
        ])
      }
    }))

  it('decides only what can be stored and read again', () =>
    check((run) => {
      for (const event of runCommands(decider, run).events) {
        const family = catalog.family(event.type)!
        const personal = family.personalFields.map(([field]) => field)
        const read = catalog.decode(event.type, family.version, stored(event, personal))
        if (E.isLeft(read)) expect.fail(`${event.type}: ${JSON.stringify(read.left)}`)
      }
    }))

  it('has a state after any event in any state', () =>
    fc.assert(
      fc.property(fc.array(events, { maxLength: COMMANDS }), fc.constantFrom(...beginnings), (happened, before) => {
        for (const initial of [decider.initial, runCommands(decider, before).state])
          evolveIsTotal({ ...decider, initial, decide: () => () => E.right([]) }, happened)
      }),
      { numRuns, seed: 20_260_302 },
    ))
}
