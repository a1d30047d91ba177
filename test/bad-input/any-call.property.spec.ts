/**
 * Any call on any case: a shop with a past of its own, and then whatever anybody may say to it, true or not. A no is a
 * value in words and leaves nothing behind; a yes is one command on one stream, and what follows from it.
 */
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describe as inWords, verifyLog, type AfterSalesError, type Done, type StoredEvent } from 'after-sales'
import type { Shop } from '../acceptance/shop.js'
import { anyCall, type AnyCall } from './any-call.js'
import { historyOf, type History } from './any-history.js'
import { callsOf, protoKeys } from './calls.js'

const CALLS = 25
/** More of them for a night: `PASTS=1000`. */
const RUNS = Number(process.env['PASTS'] ?? 50)
const KEYS = protoKeys()

const isOurs = ({ metadata }: StoredEvent): boolean => metadata.authority !== 'order_directory'
/** Another stream was asked and said no: that is on record, and is the answer. */
const THE_NO_ITSELF = ['SubmissionRefused', 'CancellationRefused', 'RulingApplied']

const isInWords = (error: AfterSalesError): void => {
  const { code, en, zh } = inWords(error)
  expect(code).toMatch(/^[A-Z_]+(\.[A-Z_]+)+$/)
  expect(en).toMatch(/\w \w/)
  expect(zh).toMatch(/[\u4e00-\u9fff]/)
}

/** Nothing, but that an order is registered where it is touched first; or the no of another stream, as it is recorded. */
const leftNothing = (written: ReadonlyArray<StoredEvent>): void => {
  const types = written.filter(isOurs).map(({ type }) => type)
  if (types.some((type) => THE_NO_ITSELF.includes(type))) return
  expect(types).toEqual([])
}

/** The command's own events stand in one stream; all others have an event that led to them. */
const wroteOneCommand = (
  { name, by }: AnyCall,
  done: Partial<Done<unknown>> | undefined,
  written: ReadonlyArray<StoredEvent>,
  log: ReadonlyArray<StoredEvent>,
): void => {
  const own = written.filter(({ metadata }) => metadata.commandId === by.commandId)
  expect(new Set(own.map(({ stream }) => stream)).size).toBeLessThanOrEqual(1)
  for (const { metadata } of written.filter((event) => isOurs(event) && !own.includes(event))) {
    expect([metadata.authority, metadata.actorKind]).toEqual(['reaction', 'system'])
    expect(log.some(({ id }) => id === metadata.$causationId)).toBe(true)
  }
  if (name.startsWith('operations.')) return
  expect(done?.interrupted).toBeUndefined()
  expect(done?.events?.map(({ id }) => id)).toEqual(own.map(({ id }) => id))
}

/** Two persons may tell of a payment that never was; what the library keeps is what they said. */
const isUntrue = (promise: string | undefined): boolean => promise === 'I9 what the books call paid was paid'

const met = { yes: new Set<string>(), no: new Set<string>() }

const called = async (history: History, n: number): Promise<void> => {
  const { api, log } = history
  const call = await anyCall(history, n)
  const { name, input, by } = call
  const ask = callsOf({ afterSales: api } as Shop)[name]!
  const before = log.length
  const answer = await ask(input, by)()
  const written = log.slice(before)
  if (E.isLeft(answer)) {
    met.no.add(answer.left._tag)
    isInWords(answer.left)
    leftNothing(written)
    return
  }
  met.yes.add(name)
  wroteOneCommand(call, answer.right as Partial<Done<unknown>> | undefined, written, log)
  if (written.length === 0 || name.startsWith('operations.')) return
  const again = await ask(input, by)()
  expect(again).toMatchObject({ _tag: 'Right', right: { outcome: 'alreadyHandled' } })
  expect(log.slice(before)).toEqual(written)
}

describe('Any call on any case', () => {
  it(
    'is answered: a no leaves nothing behind, a yes is one command and what follows from it, once',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.integer({ min: 5, max: 110 }), async (seed, steps) => {
          const history = await historyOf(seed, steps)
          expect(history.watch.violation()).toBeUndefined()
          for (let n = 0; n < CALLS; n++) {
            await called(history, n)
            const broken = history.watch.violation()
            if (isUntrue(broken?.promise)) break
            expect(broken).toBeUndefined()
          }
          expect(await verifyLog(history.store)).toMatchObject({ _tag: 'Right' })
          expect(protoKeys()).toEqual(KEYS)
        }),
        // A past is told by its seed and its length; to shorten it would take longer than the test may.
        { numRuns: RUNS, endOnFailure: true },
      )
      // Who only ever hears no, or never, has proven nothing.
      expect(met.yes.size).toBeGreaterThan(40)
      expect(met.no.size).toBeGreaterThan(50)
    },
    60_000 + 2_000 * RUNS,
  )
})
