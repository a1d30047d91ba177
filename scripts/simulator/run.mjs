/** One worker thread: runs the seeds that it is dealt, and answers with their sums. */
import { parentPort, workerData } from 'node:worker_threads'

const { bundle, isScan, settings } = workerData
const { everyCrashPoint, simulate } = await import(bundle)

const short = ({ seed, violation }) => ({ seed, violation })

/** What died in it is part of the failure: without it, the same seed keeps every promise. */
const shortOfScan = ({ seed, violation, struck }) => ({ seed, violation, faults: struck })

const scan = async (from) => {
  const { runs, failures } = await everyCrashPoint(from)
  return { runs, calls: 0, crashes: runs, virtualHours: 0, failures: failures.map(shortOfScan) }
}

const seeds = async (from, size) => {
  const sums = { runs: 0, calls: 0, crashes: 0, virtualHours: 0, failures: [] }
  for (let seed = from; seed < from + size; seed++) {
    const result = await simulate({ ...settings, seed })
    sums.runs += 1
    sums.calls += result.calls
    sums.crashes += result.crashes
    sums.virtualHours += result.virtualHours
    if (result.violation !== undefined) sums.failures.push(short(result))
  }
  return sums
}

parentPort.on('message', async ({ from, size }) => {
  parentPort.postMessage(isScan ? await scan(from) : await seeds(from, size))
})
