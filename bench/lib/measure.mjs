/** Time and medians. Every number of the report is a median of fresh processes; noise between them is about 15 %. */
import { peakBytes } from './peak.mjs'

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Seconds that a task took. */
export const seconds = async (task) => {
  const since = performance.now()
  await task()
  return (performance.now() - since) / 1_000
}

const MEBIBYTE = 2 ** 20
/** A log of more events warms up by itself, and nobody waits for it four times. */
const LONG = 200_000

/** How often a log of so many events is worked through. */
export const passesOver = (events) => (events > LONG ? { warmUps: 0, passes: 1 } : { warmUps: 1, passes: 3 })

/**
 * Works through a log of so many events again and again: medians of events per second and of the CPU time for each, and
 * the most memory of all passes. `pass` is given a function that runs what is to be measured of it.
 */
export const inPasses = async (events, pass) => {
  const { warmUps, passes } = passesOver(events)
  const all = []
  for (let n = 0; n < warmUps + passes; n++) {
    const spent = { ms: 0, cpu: 0 }
    await pass(async (task) => {
      const [since, cpu] = [performance.now(), process.cpuUsage()]
      const answer = await task()
      spent.ms += performance.now() - since
      const { user, system } = process.cpuUsage(cpu)
      spent.cpu += user + system
      return answer
    })
    all.push(spent)
  }
  const measured = all.slice(warmUps)
  return {
    eventsPerSecond: median(measured.map(({ ms }) => (events * 1_000) / ms)),
    cpuMicros: median(measured.map(({ cpu }) => cpu / events)),
    peakMebibytes: peakBytes() / MEBIBYTE,
  }
}

// What V8 has compiled by then is what it keeps.
const WARM_UP_MS = 300
const MEASURED_MS = 60
const REPEATS = 7

/** Nanoseconds per item of a task that works through `items` items each time it is called. */
export const nanosPerItem = async (items, task) => {
  const once = async () => {
    const since = performance.now()
    const answer = task()
    if (answer instanceof Promise) await answer
    return performance.now() - since
  }
  let spent = 0
  let runs = 0
  while (spent < WARM_UP_MS) {
    spent += await once()
    runs += 1
  }
  const perRepeat = Math.max(1, Math.round((MEASURED_MS * runs) / spent))
  const repeats = []
  for (let r = 0; r < REPEATS; r++) {
    let ms = 0
    for (let i = 0; i < perRepeat; i++) ms += await once()
    repeats.push((ms * 1e6) / (perRepeat * items))
  }
  return median(repeats)
}

const PASS_MS = 400
const PASSES = 5

/** What a pass does per second, and its CPU time for each; it goes on until it hears that time is over. */
export const measuredPass = async (pass, ms) => {
  const since = performance.now()
  const before = process.cpuUsage()
  const done = await pass(() => performance.now() - since >= ms)
  const spent = (performance.now() - since) / 1_000
  const { user, system } = process.cpuUsage(before)
  return { perSecond: done / spent, cpuMicros: (user + system) / done }
}

/**
 * Passes of several subjects in turn, so that each half second of a busy machine is the same for all: medians of how many
 * per second and of the CPU time for each, and of the quotients of the first subject and each other one, turn by turn.
 * A pass goes on until it hears that time is over.
 */
export const inTurn = async (passes, warmUpMs) => {
  const names = Object.keys(passes)
  const turns = []
  for (const name of names) await measuredPass(passes[name], warmUpMs)
  for (let n = 0; n < PASSES; n++) {
    const turn = {}
    for (const name of n % 2 === 0 ? names : names.toReversed()) turn[name] = await measuredPass(passes[name], PASS_MS)
    turns.push(turn)
  }
  const medianOf = (read) => median(turns.map(read))
  return Object.fromEntries(
    names.flatMap((name) => [
      [`${name}: per second`, medianOf((turn) => turn[name].perSecond)],
      [`${name}: µs`, medianOf((turn) => turn[name].cpuMicros)],
      [`÷ ${name}`, medianOf((turn) => turn[names[0]].perSecond / turn[name].perSecond)],
    ]),
  )
}
