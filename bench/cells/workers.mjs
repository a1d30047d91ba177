/**
 * Background work on SQLite. `backlog`: requests that were submitted while everything else was down are taken by the
 * workers from the reservation to the money: commands of reactions, and payments, per second. `lag`: how far the workers
 * are behind while a host gives 500 commands a second.
 */
import { LEFT_OUT, openWorkshop } from '../lib/workshop.mjs'

const COMMANDS_PER_SECOND = 500

const until = async (isDone) => {
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 5))
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

const lag = async ({ seconds }) => {
  const shop = await openWorkshop()
  const returnIds = await shop.authorizeReturns(200)
  const lags = []
  const stop = new AbortController()
  const working = shop.start(stop.signal, (lagSeconds) => lags.push(lagSeconds * 1_000))
  await new Promise((resolve) => setTimeout(resolve, 500))
  lags.length = 0
  const since = performance.now()
  const calls = []
  for (let n = 0; n < seconds * COMMANDS_PER_SECOND; n++) {
    const due = (n * 1_000) / COMMANDS_PER_SECOND
    while (performance.now() - since < due) await new Promise((resolve) => setTimeout(resolve, 1))
    calls.push(shop.announceParcel(returnIds[n % returnIds.length], n))
  }
  await Promise.all(calls)
  const commandsPerSecond = calls.length / ((performance.now() - since) / 1_000)
  await new Promise((resolve) => setTimeout(resolve, 300))
  stop.abort()
  await working
  await shop.close()
  lags.sort((a, b) => a - b)
  const at = (part) => lags[Math.floor(lags.length * part)] ?? LEFT_OUT
  return { commandsPerSecond, lagP50Ms: at(0.5), lagP99Ms: at(0.99) }
}

export const measure = (args) => (args.what === 'backlog' ? backlog(args) : lag(args))
