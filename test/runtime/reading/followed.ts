/** Questions asked of rows that workers keep up to date meanwhile. */
import type { Shop } from '../../acceptance/shop.js'
import { workersOf } from '../workers/background.js'

export const followed = async <A>(shop: Shop, ask: () => Promise<A>): Promise<A> => {
  const workers = workersOf(shop, { sweepMs: 1 })
  try {
    await shop.views.upToDate()
    return await ask()
  } finally {
    await workers.stop()
  }
}
