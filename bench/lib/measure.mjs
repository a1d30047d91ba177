/** Time and medians. Every number of the report is a median of fresh processes; noise between them is about 15 %. */

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

/**
 * How many per second, and microseconds of this process for each, which other work on the machine disturbs less: medians
 * of passes, after one that warms up. A pass goes on until it hears that time is over.
 */
export const perSecond = async (pass, warmUpMs) => {
  const measured = async (ms) => {
    const since = performance.now()
    const before = process.cpuUsage()
    const done = await pass(() => performance.now() - since >= ms)
    const spent = (performance.now() - since) / 1_000
    const { user, system } = process.cpuUsage(before)
    return { perSecond: done / spent, cpuMicros: (user + system) / done }
  }
  await measured(warmUpMs)
  const passes = []
  for (let n = 0; n < PASSES; n++) passes.push(await measured(PASS_MS))
  const medianOf = (key) => median(passes.map((one) => one[key]))
  return { perSecond: medianOf('perSecond'), cpuMicros: medianOf('cpuMicros') }
}
