/** What a retry finds of its events: statement 7.2 and its corrections, by both calls that append. */
import { describe, expect, it } from 'vitest'
import {
  anyClient,
  clientOf,
  describeDouble,
  double,
  event,
  events,
  failureOf,
  newStream,
  PATHS,
  revisionsIn,
} from './harness.js'

describe.each(PATHS)('Repeated by the %s call', (_, options) => {
  it.each(['no_stream', 'any'] as const)(
    'a retry with %s answers the original and writes nothing',
    async (expected) => {
      const client = await anyClient()
      const [stream, batch] = [newStream(), events(3)]
      const first = await client.appendToStream(stream, batch, { expectedRevision: expected, ...options })
      await client.appendToStream(stream, events(2), options)
      const retry = await client.appendToStream(stream, batch, { expectedRevision: expected, ...options })
      expect(retry).toEqual(first)
      expect(await revisionsIn(client, stream)).toHaveLength(5)
    },
  )

  it('a retry with the original exact revision answers the original revision, not the head', async () => {
    const client = await anyClient()
    const [stream, batch] = [newStream(), events(2)]
    await client.appendToStream(stream, events(1), options)
    const first = await client.appendToStream(stream, batch, { expectedRevision: 0n, ...options })
    await client.appendToStream(stream, events(4), options)
    const retry = await client.appendToStream(stream, batch, { expectedRevision: 0n, ...options })
    expect(retry).toEqual(first)
    expect(retry.nextExpectedRevision).toBe(2n)
  })

  it('the first events of a batch count as a retry of it, with their own revision', async () => {
    const client = await anyClient()
    const [stream, batch] = [newStream(), events(3)]
    await client.appendToStream(stream, batch, { expectedRevision: 'no_stream', ...options })
    const retry = client.appendToStream(stream, batch.slice(0, 2), { expectedRevision: 'no_stream', ...options })
    expect((await retry).nextExpectedRevision).toBe(1n)
  })

  it.each([
    ['only some of the ids are known', 'no_stream', [0, 9]],
    ['more is given than was written', 'no_stream', [0, 1, 2, 9]],
    ['only some of the ids are known', 'any', [0, 9]],
    ['the order is another', 'no_stream', [1, 0, 2]],
  ] as const)('it is a conflict if %s (%s)', async (_, expectedRevision, places) => {
    const client = await anyClient()
    const [stream, batch] = [newStream(), events(3)]
    await client.appendToStream(stream, batch, { expectedRevision: 'no_stream', ...options })
    const retry = places.map((place) => batch[place] ?? event())
    const failure = await failureOf(client.appendToStream(stream, retry, { expectedRevision, ...options }))
    expect(failure).toMatchObject({ type: 'wrong-expected-version', actualVersion: 2n })
  })

  it('known ids in another order are a retry where any revision will do', async () => {
    const client = await anyClient()
    const [stream, batch] = [newStream(), events(3)]
    await client.appendToStream(stream, batch, options)
    const retry = await client.appendToStream(stream, [batch[1]!, batch[0]!, batch[2]!], options)
    expect(retry.nextExpectedRevision).toBe(2n)
    expect(await revisionsIn(client, stream)).toHaveLength(3)
  })

  it('known ids at the present revision are written again', async () => {
    const client = await anyClient()
    const [stream, batch] = [newStream(), events(1)]
    await client.appendToStream(stream, batch, options)
    await client.appendToStream(stream, batch, { expectedRevision: 0n, ...options })
    expect(await revisionsIn(client, stream)).toEqual([0n, 1n])
  })

  it('a known id of another stream is written', async () => {
    const client = await anyClient()
    const batch = events(1)
    await client.appendToStream(newStream(), batch, options)
    const elsewhere = newStream()
    await client.appendToStream(elsewhere, batch, options)
    expect(await revisionsIn(client, elsewhere)).toEqual([0n])
  })

  it('a retry has no position where the events can no longer be read', async () => {
    const client = await anyClient()
    const [stream, batch] = [newStream(), events(2)]
    await client.appendToStream(stream, batch, { expectedRevision: 'no_stream', ...options })
    await client.setStreamMetadata(stream, { truncateBefore: 2 })
    await client.appendToStream(stream, events(1), options)
    const retry = await client.appendToStream(stream, batch, { expectedRevision: 'no_stream', ...options })
    expect(retry).toMatchObject({ nextExpectedRevision: 1n, position: undefined })
  })

  it.each(['any', 'no_stream'] as const)(
    'a retry with %s leaves a deleted stream deleted',
    async (expectedRevision) => {
      const client = await anyClient()
      const [stream, batch] = [newStream(), events(2)]
      await client.appendToStream(stream, batch, { expectedRevision, ...options })
      await client.deleteStream(stream)
      const retry = await client.appendToStream(stream, batch, { expectedRevision, ...options })
      expect(retry).toMatchObject({ success: true, nextExpectedRevision: 1n, position: undefined })
      expect(await failureOf(revisionsIn(client, stream))).toHaveProperty('type', 'stream-not-found')
    },
  )
})

describeDouble('After a restart', () => {
  it('a retry with any writes duplicates, one with an exact revision does not', async () => {
    const first = await double()
    const [loose, exact, batch] = [newStream(), newStream(), events(1)]
    const before = clientOf(first.connectionString)
    await before.appendToStream(loose, batch)
    const original = await before.appendToStream(exact, batch, { expectedRevision: 'no_stream' })
    const second = clientOf((await double({ log: first.log })).connectionString)
    await second.appendToStream(loose, batch)
    expect(await revisionsIn(second, loose)).toEqual([0n, 1n])
    expect(await second.appendToStream(exact, batch, { expectedRevision: 'no_stream' })).toEqual(original)
  })
})
