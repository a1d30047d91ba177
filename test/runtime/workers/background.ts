/** Workers in the background of a test: what they said, and how to wait for them and stop them. */
import { stopAtFirst, type AfterSalesError, type StartOptions } from 'after-sales'
import { NOW, shopOn, storedText, type Shop, type ShopOptions } from '../../acceptance/shop.js'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { heldClock, settled } from './held-clock.js'
import { faultyReadModels } from './faulty-read-models.js'

type Role = NonNullable<StartOptions['roles']>[number]

/** Real time passes; for what polls. */
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let n = 0; n < 10_000; n++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  throw new Error('it did not come to that')
}

export const workersOf = (shop: Shop, options: Partial<StartOptions> = {}) => {
  const abort = new AbortController()
  const said = { problems: [] as Array<AfterSalesError>, caughtUp: [] as Array<Role> }
  const running = shop.afterSales.start({
    signal: abort.signal,
    onFailure: stopAtFirst,
    sweepMs: 1_000,
    leaseSeconds: 0,
    onProblem: (problem) => said.problems.push(problem),
    onCaughtUp: (role) => said.caughtUp.push(role),
    ...options,
  })()
  const stop = () => {
    abort.abort()
    return running
  }
  return { ...said, stop, running }
}

/** All roles stand at the end of the log of a store in memory, and nothing is due: there is nothing left to do. */
export const isQuiet = async (shop: Shop): Promise<boolean> => {
  const end = String((await storedText(shop.store)).length)
  const workers = Object.values(shop.afterSales.operations.workers())
  if (!workers.every(({ position }) => position === end)) return false
  const due = await Promise.all(
    ['timers@main', 'open_legs@main'].map((table) => shop.readModels.list(table, { upTo: shop.clock.now() })()),
  )
  return due.every((rows) => rows._tag === 'Right' && rows.right.length === 0)
}

/** A shop whose log, clock and read models are the test's to command. */
export const backgroundShop = (options: ShopOptions = {}) => {
  const clock = heldClock(NOW)
  const readModels = faultyReadModels()
  const store = memoryEventStore({ now: clock.now })
  return { ...shopOn(store, { readModels, ...options, clock }), clock, readModels }
}
export type BackgroundShop = ReturnType<typeof backgroundShop>

/** Workers run until nothing is left that needs no time. */
export const worked = async (shop: Shop, options: Partial<StartOptions> = {}) => {
  const workers = workersOf(shop, options)
  await settled()
  const ended = await workers.stop()
  return { ...workers, ended }
}
