/** The simulator itself: it is repeatable, it can find bugs, and it tells of them in few words. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { faultsFrom, faultsText, shrink, simulate, simulatedIds, type PlannedFault } from 'after-sales/testing'
import type { PaymentProvider } from 'after-sales'

/** No measure of speed: on a machine that is busy with other things a seed takes five times as long. */
const LIMIT_MS = 240_000

/** An adapter of a host with a defect: every call pays under a key of its own. */
const careless = (provider: PaymentProvider): PaymentProvider => {
  const { uuid } = simulatedIds(7)
  return { ...provider, submit: (instruction, signal) => provider.submit({ ...instruction, key: uuid() }, signal) }
}

/** An adapter that says no when it does not know. */
const hasty = (provider: PaymentProvider): PaymentProvider => ({
  ...provider,
  submit: (instruction, signal) => async () => {
    const answer = await provider.submit(instruction, signal)()
    return answer._tag === 'Left' ? { _tag: 'Right', right: { _tag: 'Declined', code: 'TIMEOUT' } } : answer
  },
})

const failingSeed = async (adapt: (provider: PaymentProvider) => PaymentProvider): Promise<number> => {
  for (let seed = 1; seed <= 200; seed++) if ((await simulate({ seed, adapt })).violation !== undefined) return seed
  throw new Error('nothing was found')
}

describe('A simulated run', () => {
  it('is the same to the byte for the same seed', { timeout: LIMIT_MS }, async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const [one, again] = [await simulate({ seed }), await simulate({ seed })]
      expect({ ...again, labels: [...again.labels] }).toEqual({ ...one, labels: [...one.labels] })
    }
  })

  it('differs for another seed', async () => {
    const runs = [await simulate({ seed: 1 }), await simulate({ seed: 2 })]
    expect(runs[0]!.digest).not.toBe(runs[1]!.digest)
  })

  it('meets what it is there to survive', { timeout: LIMIT_MS }, async () => {
    const kinds = new Set<string>()
    let crashes = 0
    for (let seed = 1; seed <= 60; seed++) {
      const run = await simulate({ seed })
      crashes += run.crashes
      for (const { kind } of run.struck) kinds.add(kind)
    }
    expect([...kinds].sort()).toEqual(['crash_after', 'crash_before', 'drop', 'late', 'lose_answer'])
    expect(crashes).toBeGreaterThan(60)
  })

  it('is forgotten when it is over, so that one process can run any number', { timeout: LIMIT_MS }, async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const heapAfter = async (first: number): Promise<number> => {
      for (let seed = first; seed < first + 60; seed++) await simulate({ seed })
      collect()
      return process.memoryUsage().heapUsed
    }
    const before = await heapAfter(1)
    const grown = (await heapAfter(61)) - before
    // What is kept of a run that is not forgotten is about 300 KB.
    expect(grown / 60).toBeLessThan(100_000)
  })

  it('goes as planned where faults are given', async () => {
    const faults: ReadonlyArray<PlannedFault> = [{ label: 'store.append request', nth: 0, kind: 'crash_after' }]
    const run = await simulate({ seed: 3, calm: true, small: true, faults })
    expect(run.struck).toEqual(faults)
    expect(run.crashes).toBe(1)
    expect(run.violation).toBeUndefined()
  })
})

describe('A defect of a host', () => {
  it.each([
    ['a key of its own for every call', careless],
    ['a no where nothing is known', hasty],
  ])('is found: %s', { timeout: LIMIT_MS }, async (_, adapt) => {
    expect(await failingSeed(adapt)).toBeGreaterThan(0)
  })

  it(
    'is shrunk to the faults that it needs, and told as a story that can be replayed',
    { timeout: LIMIT_MS },
    async () => {
      const seed = await failingSeed(hasty)
      const before = await simulate({ seed, adapt: hasty })
      const shrunk = (await shrink({ seed, adapt: hasty }))!
      expect(shrunk.result.violation?.promise).toBe(before.violation?.promise)
      expect(shrunk.result.struck.length).toBeLessThanOrEqual(before.struck.length)
      expect(shrunk.story.join('\n')).toMatch(/RefundLegSubmitted/)
      const replayed = await simulate({
        ...shrunk.options,
        faults: faultsFrom(faultsText(shrunk.options.faults ?? [])),
      })
      expect(replayed.digest).toBe(shrunk.result.digest)
    },
  )

  it('is not seen where there is none', async () => {
    expect(await shrink({ seed: 1 })).toBeUndefined()
  })
})
