/**
 * Whole cases: request, decision, return, inspection, refund. Answers cases per second. Memory stores begin anew every
 * 64 cases, for all subjects alike, because Emmett counts its streams at every event.
 */
import { inLanes } from '../lib/lanes.mjs'
import { seconds } from '../lib/measure.mjs'
import { subjectOf } from '../lib/subjects.mjs'

const CASES_PER_STORE = 64

export const measure = async ({ subject, lanes, note = false, cases, warmUp }) => {
  const open = subjectOf(subject, 'cases')
  const isDurable = subject.endsWith('sqlite')
  let shop = await open()
  let numbered = 0

  const run = async (count) => {
    let spent = 0
    for (let left = count; left > 0; left -= CASES_PER_STORE) {
      const first = numbered
      numbered += Math.min(left, CASES_PER_STORE)
      spent += await seconds(() => inLanes(lanes, numbered - first, (i) => shop.runCase(first + i, note)))
      if (!isDurable) {
        await shop.close()
        shop = await open()
      }
    }
    return spent
  }

  await run(warmUp)
  const spent = await run(cases)
  await shop.close()
  return { casesPerSecond: cases / spent }
}
