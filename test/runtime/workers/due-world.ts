/** A table of what is due, a sweeper over it, and what it fired. */
import * as E from 'fp-ts/lib/Either.js'
import { instantOf, orThrow, type AfterSalesError, type Instant } from 'after-sales'
import { sweepDue, type DueOptions } from '../../../src/runtime/workers/due.js'
import { NOW } from '../../acceptance/shop.js'
import { faultyReadModels } from './faulty-read-models.js'
import { heldClock } from './held-clock.js'

const TABLE = 'timers@main'
export const SWEEP_MS = 5_000
export const HOUR = 3_600_000

const later = (ms: number): Instant => instantOf(Date.parse(NOW) + ms)

/** A table of keys and when they are due; what is fired leaves it, unless the test says otherwise. */
export const dueWorld = async (rows: Readonly<Record<string, number>>) => {
  const clock = heldClock()
  const readModels = faultyReadModels()
  let version = 0
  const change = async (changes: Parameters<typeof readModels.commit>[0]['changes']) => {
    orThrow(await readModels.commit({ name: 'test', expected: version++, checkpoint: '1', changes })())
  }
  const put = (all: Readonly<Record<string, number>>) =>
    change(
      Object.entries(all).map(([key, ms]) => ({
        _tag: 'Put',
        table: TABLE,
        row: { key, sort: later(ms), value: '{}' },
      })),
    )
  await put(rows)
  const fired: Array<string> = []
  const jumps: Array<readonly [from: string, to: Instant]> = []
  const problems: Array<AfterSalesError> = []
  let storeMs = (): number => Date.parse(clock.now())
  const sweep = (more: Partial<DueOptions> = {}) => {
    const abort = new AbortController()
    const running = sweepDue({
      ...{ readModels, clock, table: TABLE, sweepMs: SWEEP_MS, signal: abort.signal },
      fire: async ({ key }) => {
        fired.push(key)
        await change([{ _tag: 'Delete', table: TABLE, key }])
        return E.right(undefined)
      },
      onProblem: (problem) => problems.push(problem),
      storeTime: () => Promise.resolve(E.right(new Date(storeMs()).toISOString())),
      onJump: (from, to) => Promise.resolve(jumps.push([from, to])),
      ...more,
    })
    const stop = () => {
      abort.abort()
      return running
    }
    return { stop }
  }
  const storeTimeIs = (ms: () => number): void => {
    storeMs = ms
  }
  return { clock, readModels, put, fired, jumps, problems, sweep, storeTimeIs }
}

export const many = (count: number, from = 0) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`k-${String(from + n).padStart(4, '0')}`, -1_000]))
