/**
 * What every read-model store must do, as named cases that throw where it does not; run them under any test framework.
 * The rule behind all of them: rows and checkpoint change together, once, for whoever knew where the consumer stood.
 *
 * @example
 * for (const { name, run } of readModelStoreContract) it(name, () => run(() => openMyStore(freshDatabase())))
 */
import type { ReadModelStoreCase } from './read-model-store-contract/case.js'
import { checkpoints } from './read-model-store-contract/checkpoints.js'
import { closing } from './read-model-store-contract/closing.js'
import { listing } from './read-model-store-contract/listing.js'
import { rows } from './read-model-store-contract/rows.js'

export type { OpenReadModelStore, ReadModelStoreCase } from './read-model-store-contract/case.js'

export const readModelStoreContract: ReadonlyArray<ReadModelStoreCase> = [
  ...checkpoints,
  ...rows,
  ...listing,
  ...closing,
]
