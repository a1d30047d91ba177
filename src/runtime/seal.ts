/**
 * Sealing personal data: AES-256-GCM under the person's key, one blob per event and person. The blob is bound to
 * tenant, stream, event and type, so it cannot be moved to another event; the ciphertext is what the link covers, so
 * destroying the key erases the person and breaks no chain.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { border } from '../domain/kernel/border.js'
import type { AnyFamily } from '../domain/kernel/event-family.js'
import type { Personal, Sealed } from '../domain/kernel/personal.js'
import type { Ids } from '../ports/ids.js'
import type { KeyRing, KeyRingError } from '../ports/key-ring.js'

/** The key is there, but the blob does not open: somebody changed it. An alarm, never taken for erasure. */
export interface SealBroken {
  readonly _tag: 'SealBroken'
  readonly stream: string
  readonly eventId: string
}

/** Where a blob belongs. */
export interface SealedPlace {
  readonly tenant: string
  readonly stream: string
  readonly eventId: string
  readonly type: string
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

const boundTo = (place: SealedPlace, subject: string, key: string, field: string): Buffer =>
  Buffer.from(
    JSON.stringify(['aftersales/seal/v1', place.tenant, place.stream, place.eventId, place.type, field, subject, key]),
  )

const sealOne = async (
  keyRing: KeyRing,
  ids: Ids,
  place: SealedPlace,
  field: string,
  subject: string,
  value: unknown,
): Promise<E.Either<KeyRingError, Sealed>> => {
  const current = await keyRing.current(place.tenant, subject)()
  if (E.isLeft(current)) return current
  const { id, key } = current.right
  const nonce = ids.randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(place, subject, id, field))
  const box = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final(), cipher.getAuthTag()])
  return E.right({
    _tag: 'Sealed',
    subject,
    key: id,
    nonce: Buffer.from(nonce).toString('base64url'),
    box: box.toString('base64url'),
  })
}

/** The event's data with every clear personal field sealed; nothing clear ever leaves for a store. */
export const sealPersonal = async (
  keyRing: KeyRing,
  ids: Ids,
  family: AnyFamily,
  place: SealedPlace,
  data: Readonly<Record<string, unknown>>,
): Promise<E.Either<KeyRingError, Readonly<Record<string, unknown>>>> => {
  let sealed = data
  for (const [field] of family.personalFields) {
    const personal = data[field] as Personal<unknown> | undefined
    if (personal?._tag !== 'Clear') continue
    const one = await sealOne(keyRing, ids, place, field, personal.subject, personal.value)
    if (E.isLeft(one)) return one
    sealed = { ...sealed, [field]: one.right }
  }
  return E.right(sealed)
}

const openOne = async (
  keyRing: KeyRing,
  place: SealedPlace,
  field: string,
  sealed: Sealed,
): Promise<E.Either<KeyRingError | SealBroken, Personal<unknown>>> => {
  const { subject, key: keyId } = sealed
  const found = await keyRing.find(place.tenant, subject, keyId)()
  if (E.isLeft(found)) return found
  if (O.isNone(found.right)) return E.right({ _tag: 'Erased', subject })
  const box = Buffer.from(sealed.box, 'base64url')
  try {
    const decipher = createDecipheriv('aes-256-gcm', found.right.value, Buffer.from(sealed.nonce, 'base64url'))
      .setAAD(boundTo(place, subject, keyId, field))
      .setAuthTag(box.subarray(-TAG_BYTES))
    const text = Buffer.concat([decipher.update(box.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
    return E.right({ _tag: 'Clear', subject, value: JSON.parse(text) as unknown })
  } catch {
    return E.left({ _tag: 'SealBroken', stream: place.stream, eventId: place.eventId })
  }
}

/** The event's data with every sealed field opened, or marked as erased where the key is gone. */
export const openPersonal = async (
  keyRing: KeyRing,
  family: AnyFamily,
  place: SealedPlace,
  data: Readonly<Record<string, unknown>>,
): Promise<E.Either<KeyRingError | SealBroken, Readonly<Record<string, unknown>>>> => {
  let open = data
  for (const [field, content] of family.personalFields) {
    const personal = data[field] as Personal<unknown> | undefined
    if (personal?._tag !== 'Sealed') continue
    const one = await openOne(keyRing, place, field, personal)
    if (E.isLeft(one)) return one
    if (one.right._tag === 'Clear' && E.isLeft(border(place.type, content)(one.right.value)))
      return E.left({ _tag: 'SealBroken', stream: place.stream, eventId: place.eventId })
    open = { ...open, [field]: one.right }
  }
  return E.right(open)
}
