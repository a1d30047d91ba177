/** One case of the contract: a fresh store, a rule, and an assertion that throws. Each case closes what it opened. */
import type { EventStore } from '../../ports/event-store.js'

/** Gives a store with an empty log of its own, every time. */
export type OpenStore = () => Promise<EventStore>

export interface ContractCase {
  readonly name: string
  readonly run: (open: OpenStore) => Promise<void>
}

export const contractCase = (
  name: string,
  check: (store: EventStore, open: OpenStore) => Promise<void>,
): ContractCase => ({
  name,
  run: async (open) => {
    const store = await open()
    try {
      await check(store, open)
    } finally {
      await store.close()
    }
  },
})
