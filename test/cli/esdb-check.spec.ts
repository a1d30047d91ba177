/** `esdb-check` says what is wrong with a server or the rights on it, and never writes to it. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { checkServer } from '../../src/adapters/eventstoredb/check.js'
import { openCheckSession } from '../../src/adapters/eventstoredb/check-session.js'
import { check, insecureServer, run, secureServer, write } from './command.js'

const ACL = { read: '{"$userStreamAcl":{"$r":["other"]}}', write: '{"$userStreamAcl":{"$w":["other"]}}' }

describe('A server without TLS', () => {
  it('works, with a warning that everybody may do everything', async () => {
    const double = await insecureServer()
    const { code, notOk } = await check(double.connectionString)
    expect([code, notOk]).toEqual([0, ['warning security']])
  })

  it('has nothing written to it by a check', async () => {
    const double = await insecureServer()
    await check(double.connectionString)
    expect(double.log.records).toEqual([])
    expect(double.log.end()).toBe((await insecureServer()).log.end())
    // The server hears a little later that a call is over.
    await expect.poll(() => double.openCalls()).toBe(0)
  })
})

describe('A server with TLS', () => {
  it('warns an administrator of what other users may do, and that this is not how an application connects', async () => {
    const { as } = await secureServer()
    const { code, notOk } = await check(as('admin'))
    expect([code, notOk]).toEqual([0, ['warning user', 'warning log-role', 'warning default-rights']])
  })

  it('tells an ordinary user who may grant the reading of the whole log, and how', async () => {
    const { as } = await secureServer()
    const { code, notOk, findings } = await check(as('shop'), ['--role', 'shop'])
    expect([code, notOk]).toEqual([1, ['problem log', 'not-checked default-rights']])
    expect(findings.find((one) => one.check === 'log')?.mend?.en).toContain(
      `setStreamMetadata('$all', { acl: { readRoles: ['shop', '$admins'] } })`,
    )
  })

  it('tells a user that the default rights keep from appending', async () => {
    const { double, as } = await secureServer()
    write(double, '$settings', 'update-default-acl', ACL.write)
    const { code, notOk } = await check(as('stranger'))
    expect(code).toBe(1)
    expect(notOk).toContain('problem append')
    expect(notOk).toContain('not-checked append-size')
  })

  it('tells a user that the default rights keep from reading', async () => {
    const { double, as } = await secureServer()
    write(double, '$settings', 'update-default-acl', ACL.read)
    const { code, notOk } = await check(as('stranger'))
    expect([code, notOk]).toEqual([1, ['problem read']])
  })

  it('shows an administrator that the default rights leave the application out', async () => {
    const { double, as } = await secureServer()
    const acl = { $r: ['other', 'after-sales'], $w: 'other', $d: '$admins', $mr: '$admins', $mw: '$admins' }
    write(double, '$settings', 'update-default-acl', JSON.stringify({ $userStreamAcl: acl }))
    const { findings } = await check(as('admin'))
    const { state, says } = findings.find((one) => one.check === 'default-rights')!
    expect([state, says.en]).toEqual(['warning', expect.stringContaining('keep users of the role after-sales')])
  })
})

describe('A limit on the size of appends', () => {
  it.each([
    ['below what the library may write', 1_048_575, ['problem append-size', 'warning security'], 1],
    ['of what the library may write', 1_048_576, ['warning security'], 0],
  ])('%s', async (_, maxAppendBytes, expected, ending) => {
    const double = await insecureServer({ maxAppendBytes, version: '24.10.6' })
    const { code, notOk } = await check(double.connectionString)
    expect([code, [...notOk].sort()]).toEqual([ending, expected])
    expect(double.log.records).toEqual([])
  })
})

describe('The version of a server', () => {
  const versionOf = async (version: string) => {
    const { findings } = await check((await insecureServer({ version })).connectionString)
    return findings.find((one) => one.check === 'version')
  }

  it.each(['23.10.0', '24.1.9', '24.10.5', '25.1.0'])('%s is supported', async (version) => {
    expect(await versionOf(version)).toMatchObject({ state: 'ok', says: { en: `version ${version} is supported` } })
  })

  it.each(['24.2.0', '24.10.4', '24.2.0-alpha'])('%s is supported, false checkpoint and all', async (version) => {
    const found = await versionOf(version)
    expect([found?.state, found?.says.en]).toEqual(['ok', expect.stringContaining('false checkpoint')])
  })

  it('23.6.1 is too old', async () => {
    expect(await versionOf('23.6.1')).toMatchObject({ state: 'problem' })
  })
})

describe('A follower', () => {
  it('leads the check to the leader', async () => {
    const leader = await insecureServer()
    const follower = await insecureServer({ isFollowerOf: { host: '127.0.0.1', port: leader.port } })
    expect((await check(follower.connectionString)).notOk).toEqual(['warning security'])
  })
})

describe('A server that cannot be opened', () => {
  it('has a finding for its reason', async () => {
    const { double, as } = await secureServer()
    const whole = as('shop')
    const notOk = async (connectionString: string) => (await check(connectionString)).notOk
    expect(await notOk(as('shop', 'wrong'))).toEqual(['problem credentials'])
    expect(await notOk(whole.replace(/\/\/.*@/, '//'))).toEqual(['problem credentials'])
    expect(await notOk(whole.replace(/\/\?.*/, ''))).toEqual(['problem certificate'])
    expect(await notOk(whole.replace('ca.crt', 'nowhere.crt'))).toEqual(['problem certificate'])
    expect(await notOk(whole.replace('tlsCAFile', 'tlsCa'))).toEqual(['problem connection'])
    expect(await notOk(`esdb://localhost:${double.port}?tls=false`)).toEqual(['problem security'])
  })

  it('or is not there at all', async () => {
    const double = await insecureServer()
    await double.stop()
    const patience = { deadlineMs: 500, tryMs: 100, firstPauseMs: 5 }
    const opened = await openCheckSession({ connectionString: double.connectionString, patience })
    expect(E.isLeft(opened) && opened.left.map(({ check, state }) => `${state} ${check}`)).toEqual([
      'ok connection',
      'problem server',
    ])
  })
})

describe('A call that is never answered', () => {
  it('is a problem, and says nothing about rights', async () => {
    const double = await insecureServer()
    const opened = await openCheckSession({
      connectionString: double.connectionString,
      patience: { tryMs: 100, firstPauseMs: 5, unknownPauseMs: 5 },
    })
    if (E.isLeft(opened)) throw new Error('it was not opened')
    double.faults.always('append', { _tag: 'silent' })
    const found = (await checkServer(opened.right, ['after-sales'])).find((one) => one.check === 'append')
    await opened.right.close()
    expect([found?.state, found?.says.en]).toEqual(['problem', expect.stringContaining('no answer')])
  })
})

describe('What people read', () => {
  it('is one line a check, how to mend it below, and a summary', async () => {
    const { connectionString } = await insecureServer()
    const { out, err } = await run(['esdb-check', '--connection', connectionString])
    expect(out).toContain('ok           append          this user may append to our streams')
    expect(out).toMatch(/\nwarning {6}security .*\n {13}mend: for anything but development/)
    expect(out).toMatch(/\n\n0 problems, 1 warning\n$/)
    expect(out).not.toContain('\u001b')
    expect(err).toBe('')
  })

  it('is Chinese where that is asked for, with the columns in place', async () => {
    const { connectionString } = await insecureServer()
    const { out } = await run(['esdb-check', '--connection', connectionString, '--lang', 'zh'])
    expect(out).toContain('正常         append          该用户可以写入本库的流')
    expect(out).toContain('0 个问题,1 个警告')
  })

  it('says in Chinese, too, what a connection string must be', async () => {
    const { code, out } = await run([
      'esdb-check',
      '--connection',
      'esdb://localhost?keepAliveTimeout=soon',
      '--lang',
      'zh',
    ])
    expect([code, out]).toEqual([1, expect.stringContaining('keepAliveTimeout 有误,要求:整数,且不小于 1\n')])
  })

  it('has colors on a terminal', async () => {
    const { connectionString } = await insecureServer()
    const { out } = await run(['esdb-check', '--connection', connectionString], { hasColors: true })
    expect(out).toContain('\u001b[33mwarning')
  })
})
