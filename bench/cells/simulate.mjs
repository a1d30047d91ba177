/** The simulator on one core: small calm scenarios of about 120 calls, and storms as `npm run simulate` has them. */
import { seconds } from '../lib/measure.mjs'
import { simulate } from '../lib/library.mjs'

export const measure = async ({ settings, warmUp, seeds }) => {
  let calls = 0
  const run = async (first, count) => {
    for (let seed = first; seed < first + count; seed++) {
      const { calls: more, violation } = await simulate({ ...settings, seed })
      if (violation !== undefined) throw new Error(`seed ${seed}: ${violation.promise}`)
      calls += more
    }
  }
  await run(1, warmUp)
  calls = 0
  const spent = await seconds(() => run(10_000, seeds))
  return { seedsPerSecond: seeds / spent, callsPerSeed: calls / seeds, callsPerSecond: calls / spent }
}
