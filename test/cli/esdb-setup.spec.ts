/** `esdb-check --setup` sets the rights that are missing, loses nothing that stood there, and writes only what was agreed to. */
import { describe, expect, it } from 'vitest'
import { check, insecureServer, newest, run, secureServer, write } from './command.js'

const SETUP = ['--setup', '--yes']
const LOG = '$$$all'
const SETTINGS = '$settings'

describe('A new server', () => {
  it('gets the rights that the application needs, and others lose what they should not have', async () => {
    const { double, as } = await secureServer()
    const { code, notOk, setup } = await check(as('admin'), SETUP)
    expect([code, notOk]).toEqual([0, []])
    expect(setup?.written.map(({ stream }) => stream)).toEqual([LOG, SETTINGS])
    expect(newest(double, LOG)).toEqual({ $acl: { $r: ['$admins', 'after-sales'] } })
    expect(newest(double, SETTINGS)).toEqual({
      $userStreamAcl: {
        $r: ['after-sales'],
        $w: ['after-sales'],
        $d: '$admins',
        $mr: '$admins',
        $mw: '$admins',
      },
    })
    expect((await check(as('shop'))).notOk).toEqual(['not-checked default-rights'])
    expect((await check(as('stranger'))).notOk).toEqual(['problem read'])
  })

  it('is left alone where nothing is missing', async () => {
    const { double, as } = await secureServer()
    await check(as('admin'), SETUP)
    const before = double.log.records.length
    const { code, setup, err } = await check(as('admin'), SETUP)
    expect([code, setup?.written, double.log.records.length]).toEqual([0, [], before])
    expect(err).toContain('nothing was written')
  })

  it('can be set up for several roles', async () => {
    const { double, as } = await secureServer()
    await check(as('admin'), [...SETUP, '--role', 'shop', '--role', 'billing', '--role', 'shop'])
    expect(newest(double, SETTINGS)).toMatchObject({ $userStreamAcl: { $w: ['shop', 'billing'] } })
  })
})

describe('What a server was told before', () => {
  it('stays, but for the door that stood open', async () => {
    const { double, as } = await secureServer()
    write(double, LOG, '$metadata', '{"$acl":{"$r":"auditors","$mr":["$admins"]},"owner":"ops","$maxAge":7}')
    const settings = {
      $userStreamAcl: { $r: ['$all', 'reports'], $w: 'billing', $d: ['ops'] },
      $systemStreamAcl: { $r: ['ops'] },
      note: { by: 'ops' },
    }
    write(double, SETTINGS, 'update-default-acl', JSON.stringify(settings))
    expect((await check(as('admin'), SETUP)).code).toBe(0)
    expect(newest(double, LOG)).toEqual({
      $acl: { $r: ['auditors', 'after-sales', '$admins'], $mr: ['$admins'] },
      owner: 'ops',
      $maxAge: 7,
    })
    expect(newest(double, SETTINGS)).toEqual({
      $userStreamAcl: {
        $r: ['reports', 'after-sales'],
        $w: ['billing', 'after-sales'],
        $d: ['ops'],
        $mr: '$admins',
        $mw: '$admins',
      },
      $systemStreamAcl: { $r: ['ops'] },
      note: { by: 'ops' },
    })
  })

  it('keeps readers that the defaults let in, when the log gets rights of its own', async () => {
    const { double, as } = await secureServer()
    write(double, SETTINGS, 'update-default-acl', '{"$systemStreamAcl":{"$r":["ops"]}}')
    await check(as('admin'), SETUP)
    expect(newest(double, LOG)).toEqual({ $acl: { $r: ['ops', 'after-sales', '$admins'] } })
  })

  it('is not written back where JavaScript would change it', async () => {
    const { double, as } = await secureServer()
    write(double, LOG, '$metadata', '{"$tb":9223372036854775807}')
    const before = double.log.records.length
    const { code, setup } = await check(as('admin'), SETUP)
    expect([code, setup?.problem?.code]).toEqual([1, 'EVENTSTOREDB.RIGHTS_NOT_KEEPABLE'])
    expect(double.log.records).toHaveLength(before)
  })

  it('wins over a plan that it has overtaken', async () => {
    const { double, as } = await secureServer()
    let isFirst = true
    const meanwhile = () => {
      if (isFirst) write(double, LOG, '$metadata', '{"note":"newer"}')
      isFirst = false
    }
    const around = { answers: ['y', 'y'], meanwhile }
    const { code, setup } = await check(as('admin'), ['--setup', '--role', 'shop'], around)
    expect([code, setup?.problem?.code]).toEqual([1, 'EVENTSTOREDB.RIGHTS_CHANGED_MEANWHILE'])
    expect(newest(double, LOG)).toEqual({ note: 'newer' })
  })
})

describe('An event whose answer was lost', () => {
  it('is written once', async () => {
    const { double, as } = await secureServer()
    double.faults.next({ call: 'append', stream: LOG }, { _tag: 'reset', when: 'after' })
    const { code, setup } = await check(as('admin'), SETUP)
    expect([code, setup?.problem]).toEqual([0, undefined])
    expect(double.log.eventsOf(LOG)).toHaveLength(1)
  })
})

describe('The person at the terminal', () => {
  it('is asked for the role and before each event, and sees exactly what would be written', async () => {
    const { double, as } = await secureServer()
    const { asked, err } = await check(as('admin'), ['--setup'], { answers: ['shop', 'y', 'yes'] })
    expect(asked[0]).toContain('[after-sales]')
    expect(asked.slice(1).every((question) => question.includes('[y/N]'))).toBe(true)
    expect(err).toContain('{"$acl":{"$r":["$admins","shop"]}}')
    expect(newest(double, LOG)).toEqual({ $acl: { $r: ['$admins', 'shop'] } })
    expect(newest(double, SETTINGS)).toMatchObject({ $userStreamAcl: { $r: ['shop'] } })
  })

  it.each([['n'], [''], ['maybe']])('who says "%s" gets nothing written', async (answer) => {
    const { double, as } = await secureServer()
    const { setup, notOk } = await check(as('admin'), ['--setup'], { answers: ['', answer, answer] })
    expect(double.log.records).toEqual([])
    expect(setup?.declined.map(({ stream }) => stream)).toEqual([LOG, SETTINGS])
    expect(notOk).toEqual(['warning log-role', 'warning default-rights'])
  })

  it('may agree to one and not to the other, in Chinese', async () => {
    const { double, as } = await secureServer()
    const args = ['esdb-check', '--setup', '--lang', 'zh']
    const env = { ESDB_CONNECTION_STRING: as('admin') }
    const { code, asked } = await run(args, { env, answers: ['', '是', '否'] })
    expect(code).toBe(0)
    expect(asked[1]).toContain('写入此事件')
    expect(double.log.records.map(({ stream }) => stream)).toEqual([LOG])
  })

  it('must be there, unless --yes is given', async () => {
    const { as } = await secureServer()
    const { code, err } = await run(['esdb-check', '--setup'], { env: { ESDB_CONNECTION_STRING: as('admin') } })
    expect([code, err]).toEqual([2, expect.stringContaining('--yes')])
  })

  it('cannot name a role that would let in everybody', async () => {
    const { double, as } = await secureServer()
    const env = { ESDB_CONNECTION_STRING: as('admin') }
    expect((await run(['esdb-check', '--setup'], { env, answers: ['$all', 'y', 'y'] })).code).toBe(2)
    expect((await run(['esdb-check', '--setup', '--yes', '--role', '$all'], { env })).code).toBe(2)
    expect(double.log.records).toEqual([])
  })
})

describe('Rights cannot be set', () => {
  it('by an ordinary user', async () => {
    const { double, as } = await secureServer()
    const { code, setup } = await check(as('shop'), SETUP)
    expect([code, setup?.problem?.code]).toEqual([1, 'EVENTSTOREDB.ADMINISTRATOR_NEEDED'])
    expect(double.log.records).toEqual([])
  })

  it('without TLS', async () => {
    const double = await insecureServer()
    const { code, setup } = await check(double.connectionString, SETUP)
    expect([code, setup?.problem?.code]).toEqual([1, 'EVENTSTOREDB.NO_RIGHTS_WITHOUT_TLS'])
    expect(double.log.records).toEqual([])
  })
})
