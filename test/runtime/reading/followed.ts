/** Questions asked of rows that a worker keeps up to date meanwhile; nobody else is at work. */
import type { Shop } from '../../acceptance/shop.js'
import { workersOf } from '../workers/background.js'

export const followed = async <A>(shop: Shop, ask: () => Promise<A>): Promise<A> => {
  const workers = workersOf(shop, { roles: ['projections'], sweepMs: 1 })
  try {
    await shop.views.upToDate()
    return await ask()
  } finally {
    await workers.stop()
  }
}
