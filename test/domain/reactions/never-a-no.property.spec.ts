/**
 * What a reaction, a timer or a worker tells a stream is never refused there, early, late, twice or about something else:
 * nobody would hear the no. The commands are those whose row in docs/domain-tables.md has none.
 */
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deciders } from '../../../src/domain/deciders.js'
import { fold, type Command, type Decider, type Event } from '../../../src/domain/kernel/decider.js'
import { at, envelope, noon } from '../../../src/testing/builders/build.js'
import { rows } from '../../docs/rows/all.js'
import { toldIn } from './told.js'

type AnyDecider = Decider<Command<string, unknown, unknown>, unknown, Event, { readonly _tag: string }>

const { told, states } = await toldIn(40)
const TIMES = [at('2025-01-01T00:00:00.000Z'), at('2026-01-06T09:00:00.000Z'), noon, at('2027-01-01T00:00:00.000Z')]

/** Each is another saying: what is counted is how often it was said. */
const SAID_ANEW = ['NoteClockJump', 'CompareClock']
/** Who asks again hears the no again. */
const isANo = ({ type }: Event): boolean => /Refused$/.test(type)

const commands = [...new Set(rows.flatMap(({ command, failures }) => (typeof failures === 'string' ? [command] : [])))]

describe('What the library tells itself', () => {
  it.each(commands)('is answered in whatever state it comes, and once: %s', (type) => {
    const sayings = told.get(type) ?? []
    expect(sayings).not.toEqual([])
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.constantFrom(...TIMES), (which, where, when) => {
        const { to, command } = sayings[which % sayings.length]!
        const decider = deciders[to] as unknown as AnyDecider
        const reached = states.get(to)!
        const state = reached[where % reached.length]
        const given = { ...command, facts: undefined, ...envelope({ at: when }) }
        const answer = decider.decide(given)(state)
        if (E.isLeft(answer)) return expect.fail(`${type} in ${JSON.stringify(state)}: ${answer.left._tag}`)
        if (SAID_ANEW.includes(type) || answer.right.some(isANo)) return
        expect(decider.decide(given)(fold(decider, answer.right, state))).toEqual(E.right([]))
      }),
      { numRuns: 300 },
    )
  })

  it.each(commands)('finds a stream, or begins one: %s', (type) => {
    for (const { to, command } of told.get(type)!) {
      const decider = deciders[to] as unknown as AnyDecider
      const answer = decider.decide({ ...command, facts: undefined, ...envelope() })(decider.initial)
      if (E.isLeft(answer)) expect(answer.left._tag).toMatch(/(NotFound|Unknown|NotRegistered)$/)
    }
  })
})
