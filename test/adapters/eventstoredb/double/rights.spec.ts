/** TLS, passwords and rights; statement 7.8, its corrections, and the rights of an application's user. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type EventStoreDBClient, streamNameFilter } from '@eventstore/db-client'
import { expect, it } from 'vitest'
import type { User } from '../../../support/eventstoredb/index.js'
import { CLASSIC, clientOf, collect, describeDouble, double, event, events, failureOf, newStream } from './harness.js'

const USERS: ReadonlyMap<string, User> = new Map([
  ['admin', { password: 'changeit', roles: ['$admins'] }],
  ['app', { password: 'app secret', roles: ['shop'] }],
  ['guest', { password: 'guest', roles: [] }],
])
const certificates = join(import.meta.dirname, '../../../support/eventstoredb/certificates')
const file = (name: string): string => join(certificates, name)

const TLS = { cert: readFileSync(file('server.crt')), key: readFileSync(file('server.key')) }

const secured = async () => {
  const server = await double({ tls: TLS, users: USERS })
  const as = (who: string, ca = file('ca.crt')): EventStoreDBClient =>
    clientOf(`esdb://${who === '' ? '' : `${who}@`}localhost:${server.port}?tls=true&tlsCAFile=${ca}`)
  const [admin, app, guest] = [as('admin:changeit'), as('app:app%20secret'), as('guest:guest')]
  return { ...server, as, admin, app, guest }
}
const DENIED = { type: 'access-denied', code: 7 }
const readAll = (client: EventStoreDBClient) => collect(client.readAll({ maxCount: 10 }))
const append = (client: EventStoreDBClient, stream: string) => client.appendToStream(stream, events(1))
const heardBy = (client: EventStoreDBClient, stream: string) => {
  const subscription = client.subscribeToAll({ filter: streamNameFilter({ prefixes: [stream] }) })
  const first = new Promise<unknown>((resolve) => {
    subscription.on('error', resolve)
    subscription.on('data', ({ event }) => resolve(event!.streamId))
  })
  return first.finally(() => subscription.unsubscribe().catch(() => undefined))
}

describeDouble('With TLS', () => {
  it('a user reads, writes and deletes streams, and the name is seen', async () => {
    const { app, calls } = await secured()
    const stream = newStream()
    await append(app, stream)
    await collect(app.readStream(stream))
    await app.deleteStream(stream)
    expect(calls.at(-1)).toMatchObject({ kind: 'delete', user: 'app' })
  })

  it('a connection string is ready for the first user', async () => {
    const { connectionString } = await secured()
    await append(clientOf(`${connectionString}&tlsCAFile=${file('ca.crt')}`), newStream())
  })

  it('a wrong password is another error than none', async () => {
    const { as } = await secured()
    for (const who of ['app:wrong', 'nobody:changeit'])
      expect(await failureOf(append(as(who), newStream()))).toMatchObject({ type: 'access-denied', code: 16 })
    expect(await failureOf(collect(as('').readStream(newStream())))).toMatchObject(DENIED)
    expect(await failureOf(append(as(''), newStream()))).toMatchObject({ type: 'access-denied' })
  })

  it('an unknown authority and a client without TLS look like a server that is not there', async () => {
    const { as, port } = await secured()
    const unknown = await failureOf(append(as('app:app%20secret', file('other-ca.crt')), newStream()))
    expect(unknown).toMatchObject({ code: 14, message: expect.stringMatching(/certificate|issuer/) as string })
    const plain = clientOf(`esdb://127.0.0.1:${port}?tls=false`)
    expect(await failureOf(append(plain, newStream()))).toMatchObject({ code: 14 })
  })

  it('features and gossip are open to all', async () => {
    const { as, port, calls } = await secured()
    await failureOf(append(as(''), newStream()))
    const discovering = clientOf(`esdb+discover://localhost:${port}?tls=true&tlsCAFile=${file('ca.crt')}`)
    await failureOf(append(discovering, newStream()))
    expect(calls.map(({ kind }) => kind)).toEqual(['features', 'batch', 'gossip', 'features', 'batch'])
  })
})

describeDouble('The whole log', () => {
  it('is for administrators', async () => {
    const { admin, app } = await secured()
    await append(app, 'order-1')
    expect(await readAll(admin)).toHaveLength(1)
    expect(await failureOf(readAll(app))).toMatchObject(DENIED)
    expect(await heardBy(app, 'order-')).toMatchObject(DENIED)
  })

  it('is opened by its metadata to those who have a role', async () => {
    const { admin, app, guest } = await secured()
    await append(app, 'order-1')
    await admin.setStreamMetadata('$all', { acl: { readRoles: ['shop', '$admins'] } })
    expect(await readAll(app)).toHaveLength(2)
    expect(await heardBy(app, 'order-')).toBe('order-1')
    expect(await failureOf(readAll(guest))).toMatchObject(DENIED)
  })

  it('is written by nobody', async () => {
    const { admin } = await secured()
    expect(await failureOf(append(admin, '$all'))).toMatchObject({ type: 'access-denied' })
  })
})

describeDouble('A stream', () => {
  it('of the system is for administrators', async () => {
    const { admin, app } = await secured()
    await append(admin, '$shop')
    expect(await failureOf(append(app, '$shop'))).toMatchObject({ type: 'access-denied' })
    expect(await failureOf(collect(app.readStream('$shop')))).toMatchObject(DENIED)
  })

  it('with rights of its own is for those who have them, and administrators', async () => {
    const { admin, app, guest } = await secured()
    const stream = newStream()
    await admin.setStreamMetadata(stream, {
      acl: { readRoles: ['$all'], writeRoles: ['shop'], deleteRoles: [], metaReadRoles: ['app'], metaWriteRoles: [] },
    })
    await append(app, stream)
    expect(await failureOf(append(guest, stream))).toMatchObject({ type: 'access-denied' })
    expect(
      await failureOf(guest.appendToStream(stream, events(1), { credentials: CLASSIC.credentials })),
    ).toMatchObject({
      code: 16,
    })
    expect(await collect(guest.readStream(stream))).toHaveLength(1)
    expect(await failureOf(app.deleteStream(stream))).toMatchObject(DENIED)
    await app.getStreamMetadata(stream)
    expect(await failureOf(guest.getStreamMetadata(stream))).toMatchObject(DENIED)
    expect(await failureOf(app.setStreamMetadata(stream, {}))).toMatchObject({ type: 'access-denied' })
    await admin.deleteStream(stream)
  })

  it('open to all is still closed to those without a name', async () => {
    const { admin, as } = await secured()
    const stream = newStream()
    await admin.setStreamMetadata(stream, { acl: { readRoles: ['$all'] } })
    await append(admin, stream)
    expect(await failureOf(collect(as('').readStream(stream)))).toMatchObject(DENIED)
  })

  it('that a link leads to is shown to whoever may read the link', async () => {
    const { admin, app } = await secured()
    const stream = newStream()
    await admin.setStreamMetadata(stream, { acl: { readRoles: ['$admins'] } })
    await append(admin, stream)
    const link = { ...event('$>'), contentType: 'application/octet-stream' as const, data: Buffer.from(`0@${stream}`) }
    await admin.appendToStream('links-1', [link as never])
    const [read] = await collect(app.readStream('links-1', { resolveLinkTos: true }))
    expect(read!.event!.streamId).toBe(stream)
  })

  it('of metadata is deleted by nobody', async () => {
    const { admin } = await secured()
    const stream = newStream()
    await admin.setStreamMetadata(stream, { maxCount: 1 })
    expect(await failureOf(admin.deleteStream(`$$${stream}`))).toMatchObject(DENIED)
  })

  it('with an empty name is no question of rights: the call fails', async () => {
    const { app } = await secured()
    expect(await failureOf(app.deleteStream(''))).toMatchObject({ code: 2 })
    const credentials = { username: 'app', password: 'app secret' }
    expect(await failureOf(app.appendToStream('', events(1), { credentials }))).toMatchObject({ code: 2 })
    expect(await failureOf(append(app, ''))).toMatchObject({ message: 'Could not recognize BadRequest' })
    expect(await failureOf(collect(app.readStream('')))).toMatchObject({ code: 2 })
  })
})

describeDouble('Default rights in $settings', () => {
  it('refuse writes to a user without the role', async () => {
    const { admin, app, guest } = await secured()
    const rights = { $r: ['shop'], $w: ['shop'], $d: '$admins', $mr: '$admins', $mw: '$admins' }
    const system = { $r: '$admins', $w: '$admins', $d: '$admins', $mr: '$admins', $mw: '$admins' }
    const data = { $userStreamAcl: rights, $systemStreamAcl: system }
    await admin.appendToStream('$settings', [event('update-default-acl', data)])
    const stream = newStream()
    await append(app, stream)
    expect(await failureOf(append(guest, stream))).toMatchObject({ type: 'access-denied' })
    expect(await failureOf(collect(guest.readStream(stream)))).toMatchObject(DENIED)
    expect(await failureOf(app.deleteStream(stream))).toMatchObject(DENIED)
  })
})

describeDouble('A right that is taken away', () => {
  it('ends the subscription that lives by it', async () => {
    const { admin, app } = await secured()
    const stream = newStream()
    await append(app, stream)
    const subscription = app.subscribeToStream(stream)
    const failure = new Promise<unknown>((resolve) => subscription.on('error', resolve))
    await new Promise<void>((resolve) => subscription.on('caughtUp', resolve))
    await admin.setStreamMetadata(stream, { acl: { readRoles: ['$admins'] } })
    expect(await failure).toMatchObject(DENIED)
  })
})

describeDouble('Without TLS', () => {
  it('everything is allowed, and $all is a name like others to a writer', async () => {
    const { connectionString, log } = await double()
    const client = clientOf(connectionString)
    await append(client, '$all')
    await append(client, '$shop')
    expect(await readAll(client)).toHaveLength(2)
    expect(log.eventsOf('$all')).toHaveLength(1)
  })

  it('metadata may be deleted, to no effect', async () => {
    const client = clientOf((await double()).connectionString)
    const stream = newStream()
    await client.setStreamMetadata(stream, { maxCount: 1 })
    await client.deleteStream(`$$${stream}`)
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 1 })
  })
})
