/** Stands where a host gave no key ring: nothing personal can be written, and what was written stays closed. */
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { KeyRing, KeyRingError } from '../ports/key-ring.js'

const missing: KeyRingError = { _tag: 'KeyRingUnavailable', reason: 'no key ring was given' }

export const unopenedKeyRing: KeyRing = {
  current: () => TE.left(missing),
  find: () => TE.left(missing),
  destroy: () => TE.left(missing),
}
