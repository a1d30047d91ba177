/** What can be made to go wrong, and that it goes wrong as told: what was applied, what was answered, what still works. */
import { expect, it } from 'vitest'
import type { Fault, When } from '../../../support/eventstoredb/index.js'
import { CLASSIC, clientOf, collect, describeDouble, double, events, failureOf, newStream, PATHS } from './harness.js'

/** A double with a stream of three events, whose client has made its first contact. */
const prepared = async () => {
  const server = await double()
  const client = clientOf(server.connectionString)
  const stream = newStream()
  await client.appendToStream(stream, events(3))
  return { ...server, client, stream, length: () => server.log.eventsOf(stream).length }
}
const PATIENCE_MS = 60
/** Whether a promise is still open after a while. */
const isSilent = async (promise: Promise<unknown>): Promise<boolean> => {
  const quiet = promise.catch(() => undefined).then(() => false)
  return Promise.race([quiet, new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, true))])
}

const STATUSES: ReadonlyArray<readonly [number, string, string]> = [
  [1, 'Call canceled', 'cancelled'],
  [4, 'Deadline Exceeded', 'deadline-exceeded'],
  [10, 'Operation timed out: Request canceled by server', 'timeout'],
  [13, 'Received RST_STREAM with code 0 (Call ended without gRPC status)', 'unknown'],
  [14, 'Server Is Not Ready', 'unavailable'],
]
const WHEN: ReadonlyArray<When> = ['before', 'after']

describeDouble.each(PATHS)('An append by the %s call', (path, options) => {
  const kind = path === 'classic' ? 'append' : 'batch'
  const broken = async (fault: Fault) => {
    const { client, stream, faults, length } = await prepared()
    const batch = events(1)
    const append = () => client.appendToStream(stream, batch, { expectedRevision: 2n, ...options })
    faults.next(kind, fault)
    const failure = await failureOf(append())
    const applied = length() - 3
    // The retry finds the event or writes it: once in either case.
    const { nextExpectedRevision } = await append()
    expect([nextExpectedRevision, length()]).toEqual([3n, 4])
    return { failure, applied }
  }

  it.each(STATUSES.flatMap((one) => WHEN.map((when) => [...one, when] as const)))(
    'ends with status %i (%s), and a retry makes it good',
    async (code, details, type, when) => {
      const { failure, applied } = await broken({ _tag: 'status', code, details, when })
      expect(failure).toMatchObject({ type })
      expect(applied).toBe(when === 'after' ? 1 : 0)
    },
  )

  it.each(WHEN)('dies with the connection %s it is applied, and a retry makes it good', async (when) => {
    const { failure, applied } = await broken({ _tag: 'reset', when })
    expect(failure).toMatchObject({ code: 14 })
    expect(applied).toBe(when === 'after' ? 1 : 0)
  })

  it.each(['silent', 'silent_after'] as const)('is never answered (%s)', async (_tag) => {
    const { client, stream, faults, length, resetConnections } = await prepared()
    faults.next(kind, { _tag })
    const append = client.appendToStream(stream, events(1), options)
    expect(await isSilent(append)).toBe(true)
    expect(length()).toBe(_tag === 'silent' ? 3 : 4)
    resetConnections()
    await failureOf(append)
  })

  it.each(WHEN)('is answered late, and is applied %s that', async (when) => {
    const { client, stream, faults, length } = await prepared()
    // What is applied at once is late only in its answer.
    faults.next(kind, { _tag: 'late', ms: 2 * PATIENCE_MS, ...(when === 'before' ? { when: 'after' } : {}) })
    const append = client.appendToStream(stream, events(1), options)
    expect(await isSilent(append)).toBe(true)
    expect(length()).toBe(when === 'before' ? 4 : 3)
    await append
    expect(length()).toBe(4)
  })

  it('goes through although the server sends the client away, and so does the next one', async () => {
    const { client, stream, faults, length } = await prepared()
    faults.next(kind, { _tag: 'go_away' })
    await client.appendToStream(stream, events(1), options)
    await client.appendToStream(stream, events(1), CLASSIC)
    expect(length()).toBe(5)
  })
})

describeDouble('An append', () => {
  it.each(WHEN)('by the classic call may end well without an answer, %s it is applied', async (when) => {
    const { client, stream, faults, length } = await prepared()
    faults.next('append', { _tag: 'half_close', when })
    expect(await failureOf(client.appendToStream(stream, events(1), CLASSIC))).toHaveProperty('code', 12)
    expect(length()).toBe(when === 'after' ? 4 : 3)
  })

  it('by the batch call may be refused alone, in words that the client does not know', async () => {
    const { client, stream, faults } = await prepared()
    faults.next('batch', { _tag: 'refuse', code: 14, text: 'Server Is Busy' })
    const [refused, taken] = [events(1), events(1)].map((one) => client.appendToStream(stream, one))
    expect((await failureOf(refused!)).message).toBe('Could not recognize Server Is Busy')
    await taken
  })
})

describeDouble('Faults', () => {
  it('are met in their order, by the calls they are meant for', async () => {
    const { client, stream, faults } = await prepared()
    const status = (details: string): Fault => ({ _tag: 'status', code: 14, details })
    faults.next({ call: 'append', stream: 'another' }, status('never'))
    faults.next('append', { _tag: 'none' }, status('second'))
    faults.next({ call: 'any', stream: (name) => name === stream }, status('third'))
    const append = () => client.appendToStream(stream, events(1), CLASSIC)
    await append()
    expect((await failureOf(append())).message).toContain('second')
    expect((await failureOf(append())).message).toContain('third')
    await append()
  })

  it('may last until they are cleared', async () => {
    const { client, stream, faults } = await prepared()
    faults.always('append', { _tag: 'status', code: 14, details: 'lasting' })
    faults.next('append', { _tag: 'none' })
    const append = () => client.appendToStream(stream, events(1), CLASSIC)
    await append()
    await failureOf(append())
    await failureOf(append())
    faults.clear()
    await append()
  })

  it('befall features, so that a first append fails', async () => {
    const { connectionString, faults } = await double()
    faults.next('features', { _tag: 'status', code: 13, details: 'broken' })
    const client = clientOf(connectionString)
    expect((await failureOf(client.appendToStream(newStream(), events(1)))).message).toContain('broken')
  })

  it.each(['delete', 'tombstone'] as const)('befall a %s', async (kind) => {
    const { client, stream, faults } = await prepared()
    faults.next(kind, { _tag: 'status', code: 10, details: 'late', when: 'after' })
    const remove = () => (kind === 'delete' ? client.deleteStream(stream) : client.tombstoneStream(stream))
    expect(await failureOf(remove())).toMatchObject({ type: 'timeout' })
    const type = kind === 'delete' ? 'stream-not-found' : 'stream-deleted'
    expect(await failureOf(collect(client.readStream(stream)))).toMatchObject({ type })
  })
})

describeDouble('A read', () => {
  const readWith = async (fault: Fault) => {
    const { client, stream, faults } = await prepared()
    faults.next('read', fault)
    const heard: Array<bigint> = []
    const reading = async () => {
      for await (const { event } of client.readStream(stream)) heard.push(event!.revision)
    }
    return { reading: reading(), heard, client }
  }

  it('is cut as if it had ended', async () => {
    const { reading, heard } = await readWith({ _tag: 'cut_after', events: 2 })
    await reading
    expect(heard).toEqual([0n, 1n])
  })

  it.each<[string, Extract<Fault, { readonly _tag: 'cut_after' }>, string]>([
    ['with a status', { _tag: 'cut_after', events: 2, by: { code: 10, details: 'late' } }, 'timeout'],
    ['by a reset', { _tag: 'cut_after', events: 2, by: 'reset' }, 'unavailable'],
    ['before its first event', { _tag: 'cut_after', events: 0, by: { code: 14, details: 'gone' } }, 'unavailable'],
  ])('is cut %s', async (_, fault, type) => {
    const { reading, heard } = await readWith(fault)
    expect(await failureOf(reading)).toMatchObject({ type })
    expect(heard.length).toBeLessThanOrEqual(fault.events)
  })

  it.each<[string, Fault, ReadonlyArray<bigint>]>([
    ['from the beginning', { _tag: 'silent' }, []],
    ['in the middle', { _tag: 'cut_after', events: 2, by: 'silence' }, [0n, 1n]],
  ])('falls silent %s', async (_, fault, revisions) => {
    const { reading, heard, client } = await readWith(fault)
    expect(await isSilent(reading)).toBe(true)
    expect(heard).toEqual(revisions)
    reading.catch(() => undefined)
    await client.dispose()
  })

  it('begins late', async () => {
    const { reading, heard } = await readWith({ _tag: 'late', ms: 2 * PATIENCE_MS })
    expect(await isSilent(reading)).toBe(true)
    await reading
    expect(heard).toHaveLength(3)
  })
})

describeDouble('A subscription', () => {
  const followed = async (fault: Fault) => {
    const { client, stream, faults } = await prepared()
    faults.next('subscribe', fault)
    const subscription = client.subscribeToStream(stream)
    const heard: Array<unknown> = []
    const over = new Promise<string>((resolve) => {
      subscription.on('error', (error: Error & { readonly type?: string }) => resolve(String(error.type)))
      subscription.on('end', () => resolve('end'))
    })
    subscription.on('data', ({ event }) => heard.push(event!.revision))
    subscription.on('confirmation', () => heard.push('confirmed'))
    subscription.on('caughtUp', () => heard.push('caught up'))
    return { over, heard, subscription }
  }

  it.each<[string, Fault, string, ReadonlyArray<unknown>]>([
    ['as if it were to end', { _tag: 'cut_after', events: 1 }, 'end', ['confirmed', 0n]],
    ['with a status', { _tag: 'cut_after', events: 1, by: { code: 1, details: 'x' } }, 'cancelled', ['confirmed', 0n]],
    ['before it is confirmed', { _tag: 'status', code: 14, details: 'x' }, 'unavailable', []],
    ['once it is confirmed', { _tag: 'half_close', when: 'after' }, 'end', ['confirmed']],
  ])('is cut %s', async (_, fault, end, said) => {
    const { over, heard } = await followed(fault)
    expect(await over).toBe(end)
    expect(heard).toEqual(said)
  })

  it('dies with the connection', async () => {
    const { over } = await followed({ _tag: 'cut_after', events: 1, by: 'reset' })
    expect(await over).toBe('unavailable')
  })

  it.each<[string, Fault, ReadonlyArray<unknown>]>([
    ['from the beginning', { _tag: 'silent' }, []],
    ['once it is confirmed', { _tag: 'silent_after' }, ['confirmed']],
    ['after an event', { _tag: 'cut_after', events: 1, by: 'silence' }, ['confirmed', 0n]],
  ])('falls silent %s', async (_, fault, said) => {
    const { over, heard, subscription } = await followed(fault)
    await expect.poll(() => heard).toEqual(said)
    expect(await isSilent(over)).toBe(true)
    await subscription.unsubscribe()
  })
})
