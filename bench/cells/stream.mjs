/** Commands on long streams: parcels announced and received on returns, until each has `length` events. */
import { inLanes } from '../lib/lanes.mjs'
import { seconds } from '../lib/measure.mjs'
import { subjectOf } from '../lib/subjects.mjs'

const STREAMS_PER_STORE = 64

export const measure = async ({ subject, lanes, length, commands, warmUp }) => {
  const open = subjectOf(subject, 'parcels')
  const isDurable = subject.endsWith('sqlite')
  const perStore = STREAMS_PER_STORE * (length - 1)
  let shop = await open()
  let numbered = 0

  const run = async (count) => {
    let spent = 0
    let done = 0
    for (; done < count; done += perStore) {
      // Authorizing takes a whole request where it goes through our public API: it is not part of the measurement.
      const ids = []
      await inLanes(STREAMS_PER_STORE, STREAMS_PER_STORE, async () => ids.push(await shop.authorize(numbered++)))
      spent += await seconds(() => inLanes(lanes, ids.length, (i) => shop.runParcels(ids[i], length)))
      if (!isDurable) {
        await shop.close()
        shop = await open()
      }
    }
    return done / spent
  }

  await run(warmUp)
  const commandsPerSecond = await run(commands)
  await shop.close()
  return { commandsPerSecond }
}
