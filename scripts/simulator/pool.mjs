/** Simulations in worker threads: seeds are dealt out in small parts, so that a slow one holds up no other. */
import { Worker } from 'node:worker_threads'

const PART = 25
/** A run leaves little behind and throws much away: with room for the young, it is thrown away before anybody looks at it. */
const YOUNG_MB = 96

/** Calls `onDone` with the sums of each part; ends when all seeds are run, or when `onDone` answers true. */
export const inWorkers = ({ bundle, first, count, isScan, settings, workers, onDone }) => {
  let next = 0
  let isEnough = false
  const part = isScan ? 1 : PART
  const deal = () => {
    if (next >= count || isEnough) return undefined
    const from = first + next
    const size = Math.min(part, count - next)
    next += size
    return { from, size }
  }
  const one = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./run.mjs', import.meta.url), {
        workerData: { bundle, isScan, settings },
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      })
      const give = () => {
        const work = deal()
        if (work === undefined) return void worker.terminate().then(resolve)
        worker.postMessage(work)
      }
      worker.on('message', (result) => {
        isEnough ||= onDone(result) === true
        give()
      })
      worker.on('error', reject)
      give()
    })
  return Promise.all(Array.from({ length: Math.max(1, workers) }, one))
}
