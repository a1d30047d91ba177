/** The command itself: its help, how it ends, and that a typed password is never repeated. */
import { describe, expect, it } from 'vitest'
import { padded, wantsColors } from '../../src/cli/terminal.js'
import { PASSWORD, run } from './command.js'

describe('after-sales', () => {
  it('lists its verbs', async () => {
    const { code, out } = await run(['--help'])
    expect([code, out]).toEqual([0, expect.stringContaining('esdb-check')])
  })

  it('tells its version', async () => {
    expect(await run(['--version'])).toMatchObject({ code: 0, out: '1.2.3\n' })
  })

  it('shows examples and exit codes of a verb', async () => {
    const { code, out } = await run(['esdb-check', '--help'])
    expect(code).toBe(0)
    for (const text of ['--setup', '--json', '--lang', 'Examples:', 'Exit codes:']) expect(out).toContain(text)
  })

  it.each([
    ['no verb', []],
    ['an unknown verb', ['esdb-chek']],
    ['an unknown option', ['esdb-check', '--verbose']],
    ['an unknown language', ['esdb-check', '--lang', 'fr']],
    ['no server', ['esdb-check']],
    ['an empty server', ['esdb-check', '--connection', ' ']],
    ['--yes alone', ['esdb-check', '--connection', 'esdb://localhost', '--yes']],
  ])('ends with 2 and a complaint on stderr at %s', async (_, args) => {
    const { code, out, err } = await run(args)
    expect([code, out]).toEqual([2, ''])
    expect(err).not.toBe('')
  })

  it.each([
    ['in the place of a verb', [`esdb://admin:${PASSWORD}@localhost`]],
    ['in a misspelled option', ['esdb-check', `--conection=esdb+discover://admin:${PASSWORD}@localhost`]],
    ['as the name of a role', ['esdb-check', '--role', `a kurrentdb://admin:${PASSWORD}@localhost`]],
  ])('does not repeat a connection string %s', async (_, args) => {
    const { code, err } = await run(args)
    expect([code, err]).toEqual([2, expect.stringContaining('://…')])
  })
})

describe('The terminal', () => {
  it.each([
    ['a terminal', { isTTY: true }, {}, true],
    ['a pipe', {}, {}, false],
    ['a terminal whose user wants none', { isTTY: true }, { NO_COLOR: '1' }, false],
    ['a terminal that knows none', { isTTY: true }, { TERM: 'dumb' }, false],
  ])('has colors on %s: %o %o → %s', (_, stream, env, wanted) => {
    expect(wantsColors(stream, env)).toBe(wanted)
  })

  it('counts a Chinese character as two columns', () => {
    expect([padded('ok', 6), padded('正常', 6), padded('未检查', 4)]).toEqual(['ok    ', '正常  ', '未检查'])
  })
})
