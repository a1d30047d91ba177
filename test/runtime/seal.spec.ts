/** What people write is sealed in the log, opened for who reads the case, and gone for good when its key is gone. */
import { generateKeySync } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, it } from 'vitest'
import {
  createAfterSales,
  orThrow,
  policiesFrom,
  verifyLog,
  type EventStore,
  type KeyRing,
  type StoredEvent,
} from 'after-sales'
import { memoryEventStore, memoryKeyRing } from 'after-sales/adapters/memory'
import { openSqliteEventStore } from 'after-sales/adapters/sqlite'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  agent,
  customer,
  NOW,
  openHanded,
  refusalOf,
  shopOn,
  storedText,
  stores,
  submitted,
  wish,
} from '../acceptance/shop.js'
import { temporaryFile } from '../adapters/sqlite/temporary.js'

const CANARY = 'Frau Kanarienvogel, Tel. 0171-5550123'
const noted = (requestId: string) => ({ ...wish(requestId, 1), note: CANARY })

/** A store that shows what was stored, changed by somebody. */
const tampered = (inner: EventStore, change: (event: StoredEvent) => StoredEvent): EventStore => ({
  ...inner,
  read: (stream, from, limit) => async () => {
    const slice = await inner.read(stream, from, limit)()
    return E.isLeft(slice) ? slice : E.right({ ...slice.right, events: slice.right.events.map(change) })
  },
})

describe.each(stores)('A note ($name)', ({ open }) => {
  it('is opened for who reads the case, word for word', async () => {
    const shop = shopOn(await open())
    await shop.requests.open(noted('R-1'), customer)
    await shop.requests.edit({ requestId: 'R-1', note: 'second' }, customer)
    const { notes } = await shop.getCase('R-1')
    expect(notes.map((n) => n.note)).toEqual([
      { _tag: 'Clear', subject: 'customer-7', value: { note: CANARY } },
      { _tag: 'Clear', subject: 'customer-7', value: { note: 'second' } },
    ])
    expect(notes[0]!.at).toBe(NOW)
  })

  it('stands nowhere in the log in clear, nor anything from which it could be guessed', async () => {
    const shop = shopOn(await open())
    const done = await shop.requests.open(noted('R-1'), { ...customer, commandId: 'c-1' })
    await shop.requests.submit({ requestId: 'R-1' }, customer)
    const all = (await storedText(shop.store)).join('\n')
    expect(all).not.toContain('Kanarien')
    expect(all).not.toContain(Buffer.from(CANARY).toString('base64').slice(0, 20))
    // The digest of a command would tell who guesses the note whether they are right: it covers its length only.
    const twin = shopOn(await open())
    await twin.requests.open({ ...noted('R-1'), note: CANARY.replace('K', 'k') }, { ...customer, commandId: 'c-1' })
    const digestOf = async (store: EventStore) =>
      (await storedText(store)).map(
        (text) => (JSON.parse(text) as { metadata: { commandDigest: string } }).metadata.commandDigest,
      )
    expect(await digestOf(twin.store)).toEqual((await digestOf(shop.store)).slice(0, 2))
    expect(done.outcome).toBe('appended')
  })

  it('is erased when the keys of the person are destroyed; the case and the log stay whole', async () => {
    const shop = shopOn(await open())
    await shop.requests.open(noted('R-1'), customer)
    orThrow((await shop.keyRing.destroy('main', 'customer-7')()) as E.Either<never, unknown>)
    const { notes, request } = await shop.getCase('R-1')
    expect(notes).toMatchObject([{ note: { _tag: 'Erased', subject: 'customer-7' } }])
    expect(request.hasNote).toBe(true)
    expect((await shop.requests.submit({ requestId: 'R-1' }, customer)).state.status).toBe('in_progress')
    expect(await refusalOf(shop.requests.open(noted('R-2'), customer))).toEqual({ _tag: 'SubjectErased' })
    expect(await verifyLog(shop.store)).toMatchObject({ _tag: 'Right' })
  })

  it('of one person is not erased with that of another', async () => {
    const shop = shopOn(await open())
    await shop.requests.open(noted('R-1'), customer)
    orThrow((await shop.keyRing.destroy('main', 'customer-8')()) as E.Either<never, unknown>)
    orThrow((await shop.keyRing.destroy('other', 'customer-7')()) as E.Either<never, unknown>)
    expect((await shop.getCase('R-1')).notes).toMatchObject([{ note: { _tag: 'Clear' } }])
  })

  it('cannot be written where nobody keeps keys, and the request is not opened', async () => {
    const store = await open()
    const { orders, payments, clock, ids } = shopOn(store)
    const policies = orThrow(policiesFrom([openHanded()]))
    const { requests } = createAfterSales({ store, orders, payments, clock, ids, policies }).promises
    expect(await refusalOf(requests.open(noted('R-1'), customer))).toMatchObject({ _tag: 'KeyRingUnavailable' })
    expect((await storedText(store)).filter((text) => text.includes('RequestOpened'))).toEqual([])
  })
})

describe('The bytes of a SQLite file', () => {
  it('hold no note, neither in the log nor in what is written ahead', async () => {
    const file = temporaryFile()
    const store = await openSqliteEventStore({ file, now: () => NOW })
    const shop = shopOn(store)
    await shop.requests.open(noted('R-1'), customer)
    await submitted(shop, 'R-2', 1)
    const files = readdirSync(dirname(file)).map((name) => readFileSync(`${dirname(file)}/${name}`))
    await store.close()
    files.push(readFileSync(file))
    expect(files.length).toBeGreaterThan(1)
    for (const bytes of files)
      for (const canary of [CANARY, 'Kanarien', '5550123']) {
        expect(bytes.includes(Buffer.from(canary))).toBe(false)
        expect(bytes.includes(Buffer.from(canary, 'utf16le'))).toBe(false)
      }
    expect(files.some((bytes) => bytes.includes(Buffer.from('RequestOpened')))).toBe(true)
  })
})

describe('A sealed note that somebody touched', () => {
  interface Sealed {
    readonly subject: string
    readonly key: string
    readonly nonce: string
    readonly box: string
  }
  const flipped = (text: string, at: number): string =>
    text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
  const withNote = (event: StoredEvent, change: (note: Sealed) => Partial<Sealed>): StoredEvent => {
    const data = JSON.parse(event.data) as { readonly note?: Sealed }
    if (data.note === undefined) return event
    return { ...event, data: JSON.stringify({ ...data, note: { ...data.note, ...change(data.note) } }) }
  }
  const changes: ReadonlyArray<readonly [what: string, change: (note: Sealed) => Partial<Sealed>]> = [
    ['its ciphertext', ({ box }) => ({ box: flipped(box, 0) })],
    ['its tag', ({ box }) => ({ box: flipped(box, box.length - 6) })],
    ['its nonce', ({ nonce }) => ({ nonce: flipped(nonce, 3) })],
    ['its length', ({ box }) => ({ box: box.slice(0, 20) })],
    ['all of it', () => ({ box: 'AAAA' })],
  ]

  it.each(changes)('(%s) is an alarm, never taken for an erasure', async (_what, change) => {
    const inner = memoryEventStore()
    const shop = shopOn(tampered(inner, (event) => withNote(event, change)))
    await shop.requests.open(noted('R-1'), customer)
    expect(await refusalOf(shop.getCase('R-1'))).toMatchObject({
      _tag: 'SealBroken',
      stream: 'aftersales_request-main.R-1',
    })
  })

  it('does not open in another event, another request or for another person', async () => {
    const inner = memoryEventStore()
    const seals: Array<Sealed> = []
    let into: 'collect' | number = 'collect'
    const shop = shopOn(
      tampered(inner, (event) =>
        withNote(event, (note) => (into === 'collect' ? (seals.push(note), {}) : seals[into]!)),
      ),
    )
    await shop.requests.open(noted('R-1'), customer)
    await shop.requests.edit({ requestId: 'R-1', note: 'second' }, customer)
    await shop.requests.open(noted('R-2'), customer)
    await shop.getCase('R-1')
    await shop.getCase('R-2')
    seals.splice(0, seals.length - 3)
    into = 1
    expect(await refusalOf(shop.getCase('R-1'))).toMatchObject({ _tag: 'SealBroken' })
    into = 2
    expect(await refusalOf(shop.getCase('R-1'))).toMatchObject({ _tag: 'SealBroken' })
    into = 0
    expect(await refusalOf(shop.getCase('R-2'))).toMatchObject({ _tag: 'SealBroken' })
  })

  it('does not open with another key under the same name', async () => {
    const ring = memoryKeyRing()
    const wrong: KeyRing = {
      ...ring,
      find: () => () => Promise.resolve(E.right(O.some(generateKeySync('aes', { length: 256 })))),
    }
    const shop = shopOn(memoryEventStore(), { keyRing: wrong })
    await shop.requests.open(noted('R-1'), customer)
    expect(await refusalOf(shop.getCase('R-1'))).toMatchObject({ _tag: 'SealBroken' })
  })

  it('in clear is no note: the log holds sealed ones only', async () => {
    const inner = memoryEventStore()
    const shop = shopOn(
      tampered(inner, (event) => withNote(event, () => ({ _tag: 'Clear', value: { note: 'x' } }) as never)),
    )
    await shop.requests.open(noted('R-1'), customer)
    expect(await refusalOf(shop.getCase('R-1'))).toMatchObject({ _tag: 'UndecodableEvent', type: 'RequestOpened' })
    expect(await refusalOf(shop.requests.reject({ requestId: 'R-9', code: 'X' }, agent))).toMatchObject({
      _tag: 'RequestUnknown',
    })
  })
})
