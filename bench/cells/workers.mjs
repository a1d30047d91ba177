/**
 * Background work on SQLite. `backlog`: requests that were submitted while everything else was down are taken by the
 * workers from the reservation to the money: commands of reactions, and payments, per second. `lag`: how old an event is
 * when a worker takes it up, while a host gives 500 commands a second. `rows`: how old it is when its rows in all read
 * models are committed.
 */
import { openWorkshop } from '../lib/workshop.mjs'

const COMMANDS_PER_SECOND = 500

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const until = async (isDone) => {
  while (!isDone()) await sleep(5)
}

const backlog = async ({ cases }) => {
  const shop = await openWorkshop()
  await shop.submitUnattended(cases)
  const before = shop.store.count()
  const since = performance.now()
  const stop = new AbortController()
  const working = shop.start(stop.signal)
  await until(() => shop.payments.paid.size === cases && shop.resolved() === cases)
  const seconds = (performance.now() - since) / 1_000
  stop.abort()
  await working
  const appends = shop.store.count() - before
  await shop.close()
  return { reactionsPerSecond: appends / seconds, paymentsPerSecond: cases / seconds }
}

/** Something came, and then nothing for a while. */
const untilQuiet = async (ages) => {
  for (let before = 0; ages.length > before || before === 0;) {
    before = ages.length
    await sleep(300)
  }
}

/** Ages in milliseconds, as `start` tells them, while a host gives so many commands a second. */
const agesWhile = async (seconds, start) => {
  const shop = await openWorkshop()
  const returnIds = await shop.authorizeReturns(200)
  const ages = []
  const stop = new AbortController()
  const working = start(shop, stop.signal, (ms) => ages.push(ms))
  await untilQuiet(ages)
  ages.length = 0
  const since = performance.now()
  const calls = []
  for (let n = 0; n < seconds * COMMANDS_PER_SECOND; n++) {
    const due = (n * 1_000) / COMMANDS_PER_SECOND
    while (performance.now() - since < due) await sleep(1)
    calls.push(shop.announceParcel(returnIds[n % returnIds.length], n))
  }
  await Promise.all(calls)
  const commandsPerSecond = calls.length / ((performance.now() - since) / 1_000)
  await untilQuiet(ages)
  stop.abort()
  const worked = await working
  await shop.close()
  if (worked._tag === 'Left') throw new Error(JSON.stringify(worked.left))
  if (ages.length < calls.length) throw new Error(`only ${ages.length} of ${calls.length} events came`)
  ages.sort((a, b) => a - b)
  const at = (part) => ages[Math.floor(ages.length * part)]
  return { commandsPerSecond, lagP50Ms: at(0.5), lagP99Ms: at(0.99) }
}

const WHAT = {
  backlog,
  lag: ({ seconds }) =>
    agesWhile(seconds, (shop, signal, tell) => shop.start(signal, (lagSeconds) => tell(lagSeconds * 1_000))),
  rows: ({ seconds }) => agesWhile(seconds, (shop, signal, tell) => shop.startRows(signal, tell)),
}

export const measure = (args) => WHAT[args.what](args)
