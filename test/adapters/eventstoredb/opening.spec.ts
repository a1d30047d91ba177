/** A store that cannot be opened says why, in time, and what to do about it; and never a password. */
import * as E from 'fp-ts/lib/Either.js'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  describeEventStoreDbOpenError,
  eventStoreDb,
  openEventStoreDb,
  type EventStoreDbOpenError,
} from '../../../src/adapters/eventstoredb/index.js'
import { checkConnectionString } from '../../../src/adapters/eventstoredb/connection-string.js'
import { append, eventsOf, log, read, streamOf } from '../../../src/testing/event-store-contract/sample.js'
import { eventLog, type DoubleOptions } from '../../support/eventstoredb/index.js'
import { doubleFor, hasty, storeOn } from './stores.js'

const certificates = join(import.meta.dirname, '../../support/eventstoredb/certificates')
const CA = join(certificates, 'ca.crt')
const tls = {
  cert: readFileSync(join(certificates, 'server.crt')),
  key: readFileSync(join(certificates, 'server.key')),
}
const SECRET = 'p%40ss-word'
const users = new Map([
  ['admin', { password: 'changeit', roles: ['$admins'] }],
  ['app', { password: decodeURIComponent(SECRET), roles: [] }],
])
const stream = streamOf(1)

const secure = (options: DoubleOptions = {}) => doubleFor({ tls, users, ...options })

/** Why it could not be opened; and that the answer came in time, said what to do, and kept the password. */
const whyNot = async (connectionString: string): Promise<EventStoreDbOpenError> => {
  const started = performance.now()
  const opened = await eventStoreDb({ connectionString, patience: { ...hasty, deadlineMs: 2_000 } })()
  expect(performance.now() - started).toBeLessThan(2 * hasty.deadlineMs)
  if (E.isRight(opened)) {
    await opened.right.close()
    throw new Error('it was opened')
  }
  const { en, zh, code } = describeEventStoreDbOpenError(opened.left)
  expect(code).toMatch(/^EVENTSTOREDB\.[A-Z_]+$/)
  expect(en.length).toBeGreaterThan(20)
  expect(zh).toMatch(/[\u4e00-\u9fff]/)
  for (const word of ['ss-word', 'p@ss', 'changeit'])
    expect(`${en} ${zh} ${JSON.stringify(opened.left)}`).not.toContain(word)
  return opened.left
}

describe('A connection string', () => {
  it.each([
    ['no scheme of ours', 'http://localhost:2113', 'scheme'],
    ['nothing at all', '', 'scheme'],
    ['an option that the client would ignore', 'esdb://localhost?tls=false&colour=red', 'colour'],
    ['an option twice', 'esdb://localhost?tls=false&TLS=true', 'TLS'],
    ['a truth that is none', 'esdb://localhost?tls=no', 'tls'],
    ['a number that is none', 'esdb://localhost?defaultDeadline=soon', 'defaultDeadline'],
    ['pings more often than servers like', 'esdb://localhost?keepAliveInterval=1000', 'keepAliveInterval'],
    [
      'a check of certificates switched off, which the client does not do',
      'esdb://localhost?tlsVerifyCert=false',
      'tlsVerifyCert',
    ],
    [
      'a way of answering that makes the client lie',
      'esdb://localhost?throwOnAppendFailure=false',
      'throwOnAppendFailure',
    ],
    ['followers, which lag behind what was decided', 'esdb://a,b,c?nodePreference=follower', 'nodePreference'],
    ['a password with an @ in it, which would go to another host', 'esdb://admin:p@ss@localhost', 'credentials'],
    ['a user without a password', 'esdb://admin@localhost', 'credentials'],
    ['a password with a broken escape', 'esdb://admin:p%ss@localhost', 'credentials'],
    ['a password without TLS, which the client would drop', 'esdb://admin:x@localhost?tls=false', 'credentials'],
    ['a CA without TLS', 'esdb://localhost?tls=false&tlsCAFile=/ca.crt', 'tlscafile'],
    ['half a user certificate', 'esdb://localhost?userCertFile=/user.crt', 'userCertFile'],
    ['an IPv6 address, which the client cannot read', 'esdb://[::1]:2113', 'host'],
    ['a port that is none', 'esdb://localhost:70000', 'port'],
    ['several hosts to discover', 'esdb+discover://a,b', 'host'],
  ])('is refused with %s', async (_, connectionString, key) => {
    expect(await whyNot(connectionString)).toMatchObject({ _tag: 'ConnectionStringInvalid', key })
  })

  it('is refused in either language alone: no English inside a Chinese sentence', async () => {
    const words = async (connectionString: string) => describeEventStoreDbOpenError(await whyNot(connectionString))
    expect((await words('esdb://localhost?tls=no')).en).toBe(
      'the connection string is wrong at tls: it must be true or false',
    )
    expect((await words('esdb://localhost?tls=no')).zh).toBe('连接字符串的 tls 有误,要求:true 或 false')
    expect((await words('esdb://a,b,c?nodePreference=follower')).zh).toBe(
      '连接字符串的 nodePreference 有误,要求:leader(决策所依据的数据必须从主节点读取)',
    )
  })

  it.each([
    'esdb://localhost',
    'kurrentdb://localhost:2113?tls=false',
    'esdb+discover://cluster.example:2113?nodePreference=leader',
    'kurrentdb+discover://cluster.example',
    'esdb://admin:p%40ss%3A%2F@a:1,b:2,c:3?tls_ca_file=%2Fca.crt&default-deadline=5000',
    'esdb://10.0.0.1:2113/?tls=false&connectionName=shop',
  ])('is taken: %s', (connectionString) => {
    expect(checkConnectionString(connectionString)).toMatchObject(
      E.right({ text: expect.stringMatching(/^esdb/) as string }),
    )
  })
})

describe('A server that', () => {
  it('is not there is named as unreachable', async () => {
    const free = createServer()
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve))
    const { port } = free.address() as AddressInfo
    await new Promise((resolve) => free.close(resolve))
    expect(await whyNot(`esdb://127.0.0.1:${port}?tls=false`)).toEqual({
      ...{ _tag: 'ServerUnreachable', host: `127.0.0.1:${port}`, reason: 'nothing listens there' },
    })
    expect(await whyNot(`esdb://127.0.0.1:${port}?tlsCAFile=${CA}`)).toMatchObject({ _tag: 'ServerUnreachable' })
  })

  it('takes connections and says nothing is given up in time', async () => {
    const mute = createServer()
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void mute.close())
    const { port } = mute.address() as AddressInfo
    expect(await whyNot(`esdb://127.0.0.1:${port}?tls=false`)).toMatchObject({ _tag: 'ServerUnreachable' })
  }, 15_000)

  it('is slow to answer at first is waited for', async () => {
    const double = await doubleFor()
    double.faults.next('features', { _tag: 'status', code: 14, details: 'Server Is Not Ready' }, { _tag: 'silent' })
    await append(await storeOn(double.connectionString, { patience: hasty }), stream, 'no_stream', eventsOf(1))
  })

  it('is too old is named with its version', async () => {
    const { connectionString, port } = await doubleFor({ version: '22.10.5' })
    expect(await whyNot(connectionString)).toEqual({
      ...{ _tag: 'ServerTooOld', host: `127.0.0.1:${port}`, version: '22.10.5', oldest: '23.10' },
    })
  })

  it('speaks TLS where we do not is told apart from one that is down', async () => {
    const { port } = await secure()
    expect(await whyNot(`esdb://localhost:${port}?tls=false`)).toEqual({
      ...{ _tag: 'TlsMismatch', host: `localhost:${port}`, serverSpeaks: 'tls' },
    })
  })

  it('speaks no TLS where we do is told apart, too', async () => {
    const { port } = await doubleFor()
    expect(await whyNot(`esdb://localhost:${port}?tlsCAFile=${CA}`)).toEqual({
      ...{ _tag: 'TlsMismatch', host: `localhost:${port}`, serverSpeaks: 'plaintext' },
    })
  })

  it.each(['other-ca.crt', 'none'])('has a certificate of a CA that we do not know (%s) is not trusted', async (ca) => {
    const { port } = await secure()
    const search = ca === 'none' ? '' : `?tlsCAFile=${join(certificates, ca)}`
    expect(await whyNot(`esdb://app:${SECRET}@localhost:${port}${search}`)).toEqual({
      ...{ _tag: 'CertificateNotTrusted', host: `localhost:${port}` },
    })
  })

  it('does not know the password refuses us, and so does one that wants a user', async () => {
    const { port } = await secure()
    const host = `localhost:${port}`
    expect(await whyNot(`esdb://app:wrong@${host}?tlsCAFile=${CA}`)).toEqual({ _tag: 'CredentialsRefused', host })
    expect(await whyNot(`esdb://${host}?tlsCAFile=${CA}`)).toMatchObject({ _tag: 'RightsMissing', host })
  })

  it('is to be reached with a CA file that is not there', async () => {
    expect(await whyNot('esdb://localhost:2113?tlsCAFile=/nowhere/ca.crt')).toEqual({ _tag: 'CertificateFileMissing' })
  })

  it('is secure is used with TLS and a user', async () => {
    const { port } = await secure()
    const store = await storeOn(`esdb://admin:changeit@localhost:${port}?tlsCAFile=${CA}`)
    await append(store, stream, 'no_stream', eventsOf(1, 2))
    expect((await read(store, stream)).head).toBe(1)
    expect(await log(store)).toHaveLength(2)
  })

  it('does not let an ordinary user read the log says so, and takes his appends', async () => {
    const { port } = await secure()
    const store = await storeOn(`esdb://app:${SECRET}@localhost:${port}?tlsCAFile=${CA}`, { patience: hasty })
    await append(store, stream, 'no_stream', eventsOf(1))
    for await (const delivery of store.all({ follow: true }))
      expect(delivery).toEqual({
        _tag: 'Failed',
        error: { _tag: 'StoreMisconfigured', reason: 'the user may not do this' },
      })
  })
})

describe('A cluster', () => {
  it('is used through any of its nodes, and goes on after its leader has changed', async () => {
    const kept = eventLog()
    const first = await doubleFor({ log: kept })
    const second = await doubleFor({ log: kept })
    const store = await storeOn(`esdb://127.0.0.1:${second.port},127.0.0.1:${first.port}?tls=false`, {
      patience: hasty,
    })
    await append(store, stream, 'no_stream', eventsOf(1))
    second.lead()
    await append(store, stream, 0, eventsOf(2))
    first.lead()
    await append(store, stream, 1, eventsOf(3))
    expect((await read(store, stream)).head).toBe(2)
    expect(await log(store)).toHaveLength(3)
  })

  it('is found from one node that only follows', async () => {
    const kept = eventLog()
    const leader = await doubleFor({ log: kept })
    const follower = await doubleFor({ log: kept })
    leader.lead()
    const store = await storeOn(`esdb://127.0.0.1:${follower.port}?tls=false`, { patience: hasty })
    await append(store, stream, 'no_stream', eventsOf(1))
    expect(leader.calls.some(({ kind }) => kind === 'append')).toBe(true)
  })

  it('without a leader is no cluster yet', async () => {
    const follower = await doubleFor({ isFollowerOf: { host: '127.0.0.1', port: 1 } })
    const error = await whyNot(`esdb://127.0.0.1:${follower.port}?tls=false`)
    expect(error._tag).toMatch(/^(NoLeader|ServerUnreachable)$/)
  })
})

describe('A client of the host', () => {
  it('is used and disposed of by the store alone, one for each connection', async () => {
    const { EventStoreDBClient } = await import('@eventstore/db-client')
    const double = await doubleFor()
    const asked: Array<string> = []
    const connect = (connectionString: string) => {
      asked.push(connectionString)
      return EventStoreDBClient.connectionString(connectionString)
    }
    const store = await openEventStoreDb({ connectionString: double.connectionString, connect })
    await append(store, stream, 'no_stream', eventsOf(1))
    expect((await log(store)).map(({ id }) => id)).toEqual(eventsOf(1).map(({ id }) => id))
    await store.close()
    expect(asked.length).toBeGreaterThan(1)
    expect(new Set(asked).size).toBe(asked.length)
    await expect.poll(() => double.openCalls()).toBe(0)
  })
})

describe('The promise twin', () => {
  it('rejects with the data and with words that say what to do', async () => {
    const failing = openEventStoreDb({ connectionString: 'esdb://admin:p@ss@localhost' })
    await expect(failing).rejects.toMatchObject({
      name: 'EventStoreDbOpenFailure',
      problem: { _tag: 'ConnectionStringInvalid', key: 'credentials' },
      message: expect.stringContaining('%40') as string,
    })
  })
})
