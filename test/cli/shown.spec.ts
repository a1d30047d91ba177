/** Tables, amounts, ages and progress as people see them. */
import { describe, expect, it } from 'vitest'
import { progressOf } from '../../src/cli/progress.js'
import { ageText, countText, durationText, moneyText } from '../../src/cli/shown.js'
import { tableOf } from '../../src/cli/table.js'
import { columnsOf, cutTo, harmlessText, painter } from '../../src/cli/terminal.js'
import type { World } from '../../src/cli/world.js'
import { fractionOf, timeLeft } from '../../src/runtime/projecting/build-progress.js'

const plain = { paint: painter(false) }

describe('A table', () => {
  const columns = [{ title: 'case' }, { title: 'amount', align: 'right', whole: true }, { title: 'why' }] as const
  const rows = [
    ['R-1', '89.99 EUR', 'a reason that is told at some length'],
    ['退款单编号一百', '1.00 EUR', { text: 'short', color: 'red' }],
  ] as const

  it('is as wide as it needs to be, also for Chinese', () => {
    expect(tableOf(columns, rows, plain).split('\n')).toEqual([
      'case               amount  why',
      'R-1             89.99 EUR  a reason that is told at some length',
      '退款单编号一百   1.00 EUR  short',
      '',
    ])
  })

  it.each([60, 40, 30])('is no wider than a terminal of %i columns, and cuts no amount', (most) => {
    const lines = tableOf(columns, rows, { ...plain, columns: most })
      .trimEnd()
      .split('\n')
    expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(most)
    expect(lines[1]).toContain(' 89.99 EUR ')
  })

  it('has colors that take no room', () => {
    expect(tableOf(columns, rows, { paint: painter(true) })).toContain('1.00 EUR  \u001b[31mshort\u001b[0m\n')
  })

  it('shows what is hidden in a text', () => {
    expect(tableOf([{ title: 'id' }], [['R\u001b[2J\u202e1']], plain)).toBe('id\nR�[2J�1\n')
    expect(harmlessText('a\nb')).toBe('a�b')
  })
})

describe('A text', () => {
  it('is cut by columns, not by characters', () => {
    expect([cutTo('abcdef', 6), cutTo('abcdefg', 6), cutTo('退款单编号', 6)]).toEqual(['abcdef', 'abcde…', '退款…'])
  })

  it.each([
    [12_345, 'EUR', '123.45 EUR'],
    [5, 'EUR', '0.05 EUR'],
    [-5, 'EUR', '-0.05 EUR'],
    [12_345, 'JPY', '12345 JPY'],
    [12_345, 'KWD', '12.345 KWD'],
  ])('for %i minor units of %s is %s', (minor, currency, text) => {
    expect(moneyText({ minor, currency })).toBe(text)
  })

  it.each([
    [0, '0 s', '0 秒'],
    [59_999, '59 s', '59 秒'],
    [60_000, '1 min', '1 分钟'],
    [7_200_000, '2 h', '2 小时'],
    [86_400_000, '1 d', '1 天'],
    [-5, '0 s', '0 秒'],
  ])('for %i ms is %s', (ms, en, zh) => {
    expect([durationText(ms, 'en'), durationText(ms, 'zh')]).toEqual([en, zh])
  })

  it('for an age is none where there is no beginning', () => {
    expect([ageText(undefined, '2026-01-05T09:00:00.000Z', 'en'), countText(1_234_567), countText(999)]).toEqual([
      '',
      '1 234 567',
      '999',
    ])
  })
})

describe('Progress', () => {
  const watched = (progressColumns?: number, json?: true) => {
    let [ms, said] = [0, '']
    const world = {
      ...{ progressColumns, err: (text: string) => void (said += text) },
      clock: { now: () => new Date(ms).toISOString() },
    } as unknown as World
    const left = timeLeft()
    const progress = progressOf(world, { lang: 'en', ...(json === undefined ? {} : { json }) })
    const at = (seconds: number, fraction: number | undefined) => {
      ms = seconds * 1_000
      progress.at({ what: 'ledger@1', fraction, perSecond: 12_345, leftMs: left(ms, fraction) })
    }
    return { at, progress, said: () => said }
  }

  it('is a bar on a terminal, with rate and time left, and is gone at the end', () => {
    const { at, progress, said } = watched(120)
    at(0, 0)
    at(10, 0.25)
    expect(said()).toMatch(/█{6}░{18} {2}25 % {2}12 345 events\/s {2}30 s left {2}ledger@1$/)
    progress.done()
    expect(said()).toMatch(/\r\u001b\[2K$/) // eslint-disable-line no-control-regex -- what a terminal obeys
  })

  it('tells the time left by what was done in this run', () => {
    const { at, said } = watched(120)
    at(0, 0.5)
    at(10, 0.75)
    expect(said()).toContain('10 s left')
  })

  it('fits the terminal', () => {
    const { at, said } = watched(40)
    at(10, 0.25)
    expect(said().split('\u001b[2K').at(-1)!.length).toBeLessThan(40)
  })

  it('is a line every few seconds elsewhere', () => {
    const { at, said } = watched()
    for (let seconds = 0; seconds <= 12; seconds++) at(seconds, seconds / 20)
    expect(said().trimEnd().split('\n')).toEqual([
      ' 25 %  12 345 events/s  15 s left  ledger@1',
      ' 50 %  12 345 events/s  10 s left  ledger@1',
    ])
  })

  it('says no share and no time where nobody knows how much there is', () => {
    const { at, said } = watched(120)
    at(10, undefined)
    expect(said()).toMatch(/\u001b\[2K12 345 events\/s {2}ledger@1$/) // eslint-disable-line no-control-regex -- what a terminal obeys
    expect([fractionOf('5', '10'), fractionOf('5/0', '10'), fractionOf('x', '10'), fractionOf('5', undefined)]).toEqual(
      [...[0.5, 0.5, undefined, undefined]],
    )
  })

  it('is nothing with --json', () => {
    const { at, progress, said } = watched(120, true)
    at(10, 0.5)
    progress.note('waiting')
    progress.done()
    expect(said()).toBe('')
  })
})
