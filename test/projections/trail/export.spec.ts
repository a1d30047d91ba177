/** The trail as a file. Whatever ids outsiders choose, they stay text: in a spreadsheet, in a program, on a page. */
import { describe, expect, it } from 'vitest'
import { exportTrail } from '../../../src/projections/trail/export.js'
import type { TrailEntry } from '../../../src/projections/trail/entry.js'
import { entryNo, shortStory } from './entries.js'

/** As RFC 4180 reads it: rows of cells. */
const cellsOf = (csv: string): ReadonlyArray<ReadonlyArray<string>> => {
  const rows: Array<Array<string>> = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy
  for (let found = cell.exec(csv); found !== null; found = cell.exec(csv)) {
    rows.at(-1)!.push(found[1]?.replaceAll('""', '"') ?? found[2]!)
    if (found[3] === '\r\n') rows.push([])
    if (cell.lastIndex === csv.length) return rows.slice(0, -1)
  }
  throw new Error('this is no CSV')
}

const HOSTILE = [
  ...['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "'--", '&lt;', '</td></table>', 'a,b', 'say "hi"'],
  ...['two\nlines', 'two\r\nlines', '=cmd|calc!A0', '+1', '-1', '@SUM(A1)', '＝1', '＋1', '－1', '＠a', ' =1', '\t=1'],
  ...['\u202Egnp.exe', '{{x}}'],
]
const hostile = (id: string): TrailEntry => ({
  ...entryNo(1, { caseId: id, id, actorId: id, reason: id, rule: id, policy: id, type: id, authority: id }),
  ...{ why: { en: id, zh: id }, what: { en: id, zh: id }, moved: { en: id, zh: id } },
  change: { statusBefore: id, statusAfter: `${id}.`, fields: [{ path: `/${id}`, before: id, after: id }] },
})
const columnsOf = (entries: ReadonlyArray<TrailEntry>): Readonly<Record<string, string>> => {
  const [names, row, ...others] = cellsOf(exportTrail(entries, 'csv').slice(1))
  expect(others).toEqual([])
  return Object.fromEntries(names!.map((name, n) => [name, row![n]!]))
}

describe('The trail as CSV', () => {
  it('begins with a byte-order mark and a header, and has a row for each entry', () => {
    const csv = exportTrail(shortStory, 'csv')
    expect(csv.startsWith('\uFEFFrecordedAt,occurredAt,case,')).toBe(true)
    const rows = cellsOf(csv.slice(1))
    expect(rows.map(({ length }) => length)).toEqual(Array.from({ length: 7 }, () => rows[0]!.length))
    expect(rows.slice(1).map((row) => row[rows[0]!.indexOf('event')])).toEqual(shortStory.map(({ type }) => type))
  })

  it('says in Chinese, too, what happened, to what, by whom, and where it stands', () =>
    expect(columnsOf([entryNo(1)])).toMatchObject({
      ...{ 事件: '售后申请已关闭', 单据: '售后申请', 操作人: '客服', 状态变化: '已处理完毕 → 已关闭' },
    }))

  it('says what changed in one cell, with what was cut and what does not fit its chain', () => {
    const fields = [
      { path: '/a', after: 1 },
      { path: '/b', before: 'x', after: null },
      { path: '/c', before: true },
    ]
    const change = { statusBefore: 'none', statusAfter: 'draft', fields, isCut: true } as const
    expect(columnsOf([entryNo(1, { change, isBroken: true })])).toMatchObject({
      ...{ statusBefore: 'none', statusAfter: 'draft', intact: 'no' },
      changes: '/a: ∅ → 1; /b: x → null; /c: true → ∅; …',
    })
    expect(columnsOf([entryNo(1)])).toMatchObject({ changes: '', intact: 'yes', why: '', policy: '' })
  })

  it.each(HOSTILE)('holds %j as it is, but never as a formula', (id) => {
    const columns = columnsOf([hostile(id)])
    for (const name of [
      'case',
      'id',
      'event',
      'actorId',
      'authority',
      'policy',
      'rule',
      'reason',
      'why',
      '为何',
      '事件',
      '状态变化',
    ]) {
      expect([id, `'${id}`], name).toContain(columns[name])
      expect(columns[name], name).not.toMatch(/^\s*[=+\-@＝＋－＠]/)
    }
  })
})

describe('The trail as JSON lines', () => {
  it.each(HOSTILE)('is one entry a line, with nothing changed: %j', (id) => {
    const entries = [hostile(id), entryNo(2)]
    const lines = exportTrail(entries, 'jsonl').split('\n')
    expect(lines.pop()).toBe('')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(entries)
  })
})

/** The tags of a page, which must be those of ours whatever its texts are; throws where they are not closed in order. */
const tagsOf = (html: string): ReadonlyArray<string> => {
  const open: Array<string> = []
  const tags: Array<string> = []
  for (const [, end, name, attributes] of html.matchAll(/<(\/?)([a-z!][a-z0-9]*)([^<>]*)>/g)) {
    if (end === '/') expect(open.pop()).toBe(name)
    else {
      tags.push(`${name}${attributes}`)
      if (!['!doctype', 'meta', 'br'].includes(name!)) open.push(name!)
    }
  }
  expect(open).toEqual([])
  return tags
}
const textsOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
const rowsOf = (html: string): ReadonlyArray<string> => html.split('<tr>').slice(2)

describe('The trail as a page', () => {
  it('is one row for each entry in the order of cause and consequence, numbered as in the log', () => {
    const rows = rowsOf(exportTrail(shortStory, 'html'))
    const told = rows.map((row) => textsOf(row).trim().split(/\s+/)[0])
    expect(told).toEqual(['1', '3', '4', '6', '2', '5'])
    expect(rows.map((row) => /class="(d\d)"/.exec(row)![1])).toEqual(['d0', 'd1', 'd2', 'd1', 'd0', 'd0'])
    expect(textsOf(rows[2]!)).toMatch(/because of\s+起因\s+3/)
    expect(textsOf(rows[0]!)).not.toMatch(/because of/)
  })

  it('says in both languages who did what and what it changed', () => {
    const page = textsOf(exportTrail([entryNo(1, { why: { en: 'Because.', zh: '因为。' }, isBroken: true })], 'html'))
    for (const word of [
      'Audit trail',
      '审计记录',
      'Request closed',
      '售后申请已关闭',
      'Agent',
      '客服',
      'Because.',
      '因为。',
    ])
      expect(page).toContain(word)
    expect(page).toMatch(/resolved → closed\s+已处理完毕 → 已关闭/)
    expect(page).toContain('核查日志')
  })

  it('needs nothing from elsewhere, runs nothing, and says so to the browser', () => {
    const html = exportTrail(shortStory, 'html')
    expect(tagsOf(html).filter((tag) => /^(script|link|img|iframe|object|a)\b/.test(tag))).toEqual([])
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
    expect(html).not.toMatch(/https?:|url\(|@import/)
  })

  it.each(HOSTILE)('has %j as text, whatever it means elsewhere', (id) => {
    const html = exportTrail([hostile(id)], 'html')
    expect(tagsOf(html)).toEqual(tagsOf(exportTrail([hostile('harmless')], 'html')))
    expect(textsOf(html)).toContain(id)
  })

  it('is a page also where nothing happened, and where a chain is deeper than paper is wide', () => {
    expect(rowsOf(exportTrail([], 'html'))).toEqual([])
    expect(textsOf(exportTrail([], 'html'))).toContain('Nothing happened.')
    const chain = Array.from({ length: 30 }, (_, n) => entryNo(n, n === 0 ? {} : { cause: `e-${n - 1}` }))
    const html = exportTrail(chain, 'html')
    tagsOf(html)
    expect(rowsOf(html).at(-1)).toContain('class="d8"')
  })
})
