/** One case of the contract: an empty store, a rule, and an assertion that throws. Each case closes what it opened. */
import type { ReadModelStore } from '../../ports/read-model-store.js'

/** Gives an empty store of its own, every time. */
export type OpenReadModelStore = () => Promise<ReadModelStore>

export interface ReadModelStoreCase {
  readonly name: string
  readonly run: (open: OpenReadModelStore) => Promise<void>
}

export const storeCase = (name: string, check: (store: ReadModelStore) => Promise<void>): ReadModelStoreCase => ({
  name,
  run: async (open) => {
    const store = await open()
    try {
      await check(store)
    } finally {
      await store.close()
    }
  },
})
