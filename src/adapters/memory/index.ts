/** The entry `after-sales/adapters/memory`: the stores that live in this process only. */
export { memoryEventStore, type MemoryEventStoreOptions } from './event-store.js'
export { memoryKeyRing, type MemoryKeyRingOptions } from './key-ring.js'
export { memoryReadModelStore } from './read-model-store.js'
