/** A small shop whose log and rows are files, and the command on them as its operator types it. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { StartOptions } from 'after-sales'
import { simulatedOrders } from 'after-sales/testing'
import { openSqliteEventStore, openSqliteReadModelStore } from '../../src/adapters/sqlite/index.js'
import { NOW, openHanded, order, shopOn, submitted, type Shop } from '../acceptance/shop.js'
import { temporaryFile } from '../adapters/sqlite/temporary.js'
import { workersOf } from '../runtime/workers/background.js'
import { run, type Ran } from './command.js'

export interface ShopFiles {
  readonly log: string
  readonly rows: string
  readonly env: Readonly<Record<string, string>>
}

export const filesOf = (): ShopFiles => {
  const [log, rows] = [temporaryFile('log.db'), temporaryFile('rows.db')]
  return { log, rows, env: { AFTER_SALES_LOG: `sqlite:${log}`, AFTER_SALES_ROWS: `sqlite:${rows}` } }
}

/** Something happens in the shop while no workers run; then all of it is closed. */
export const logOnly = async (
  { log, rows }: ShopFiles,
  what: (shop: Shop) => Promise<void>,
  options: Parameters<typeof shopOn>[1] = {},
): Promise<void> => {
  const store = await openSqliteEventStore({ file: log, now: () => NOW, pollMs: 5 })
  const readModels = await openSqliteReadModelStore({ file: rows })
  try {
    await what(shopOn(store, { readModels, orders: simulatedOrders(order(), order({ orderId: '#1002' })), ...options }))
  } finally {
    await store.close()
    await readModels.close()
  }
}

/** The same, and its workers see it. */
export const inShop = (
  files: ShopFiles,
  what: (shop: Shop) => Promise<void>,
  options?: Parameters<typeof shopOn>[1],
  ...[roles]: ReadonlyArray<NonNullable<StartOptions['roles']>>
): Promise<void> =>
  logOnly(
    files,
    async (shop) => {
      await what(shop)
      const workers = workersOf(shop, { sweepMs: 1, leaseSeconds: 0, ...(roles === undefined ? {} : { roles }) })
      await shop.views.upToDate({ timeoutMs: 3_600_000 })
      await workers.stop()
    },
    options,
  )

const SMALL = [{ ruleId: 'AUTO-SMALL', verdict: 'approve' as const, atMost: [{ minor: 10_000, currency: 'EUR' }] }]

const made = new Map<string, Promise<readonly [log: Buffer, rows: Buffer]>>()

/** Made once for a list of cases, and copied for each test. */
const smallShop = async (waiting: ReadonlyArray<string>): Promise<readonly [log: Buffer, rows: Buffer]> => {
  const files = filesOf()
  const orders = simulatedOrders(order(), ...waiting.map((id) => order({ orderId: `#${id}` })))
  await inShop(
    files,
    async (shop) => {
      await submitted(shop, 'R-2', 1, { remedy: 'refund_only' })
      await submitted(shop, 'R-1', 2)
      for (const id of waiting) await submitted(shop, id, 2, { orderId: `#${id}` })
    },
    { policy: openHanded('EUR', { automatic: SMALL }), orders },
  )
  return [readFileSync(files.log), readFileSync(files.rows)]
}

/** R-1, about 179.98, waits for customer service; R-2 was paid: 89.99 by card. More that wait have orders of their own. */
export const smallShopOf = async (...waiting: ReadonlyArray<string>): Promise<ShopFiles> => {
  const name = waiting.join()
  const making = made.get(name) ?? smallShop(waiting)
  made.set(name, making)
  const [log, rows] = await making
  const files = filesOf()
  writeFileSync(files.log, log)
  writeFileSync(files.rows, rows)
  return files
}

export const runOn = (
  { env }: Pick<ShopFiles, 'env'>,
  args: ReadonlyArray<string>,
  around: Parameters<typeof run>[1] = {},
): Promise<Ran> => run(args, { env, ...around })

export const jsonOn = async <A>(
  files: Pick<ShopFiles, 'env'>,
  ...args: ReadonlyArray<string>
): Promise<A & { readonly code: number }> => {
  const { out, code } = await runOn(files, [...args, '--json'])
  return { ...(JSON.parse(out) as A), code }
}
