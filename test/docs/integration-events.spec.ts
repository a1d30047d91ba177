/** The tables of docs/integration-events.md are made from the facts themselves; `npm run docs` writes them. */
import { readFileSync, writeFileSync } from 'node:fs'
import type * as t from 'io-ts'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { ListType, RecordType, type LimitedType } from '../../src/domain/kernel/codec.js'
import { CHAPTERS, NOT_PUBLISHED } from '../../src/projections/published/index.js'

const FILE = 'docs/integration-events.md'
const BEGIN = '<!-- tables: made by test/docs/integration-events.spec.ts -->'
const EXAMPLES = '../test/fixtures/published'

type Cells = ReadonlyArray<string>
const table = (head: Cells, lines: ReadonlyArray<Cells>): string =>
  [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** A list by what it holds; few words as themselves. */
const typeOf = (codec: t.Mixed): string => {
  if (codec instanceof ListType) return `${typeOf(codec.item as t.Mixed)}[]`
  const { limit } = codec as LimitedType<unknown>
  return limit?._tag === 'OneOf' ? limit.values.map((value) => `"${value}"`).join(' or ') : codec.name
}
const fieldsOf = (fields: Readonly<Record<string, t.Mixed>>, mark: string): Cells =>
  Object.entries(fields).map(([name, codec]) => `\`${name}${mark}\` ${typeOf(codec)}`)

/** What lists hold. */
const formsIn = (fields: Readonly<Record<string, t.Mixed>>): ReadonlyArray<readonly [string, RecordType<unknown>]> =>
  Object.values(fields).flatMap((field) => {
    const codec = field instanceof ListType ? (field.item as t.Mixed) : field
    if (!(codec instanceof RecordType)) return []
    return [[codec.name, codec] as const, ...formsIn({ ...codec.required, ...codec.optional })]
  })

const formsOfAll = () =>
  Object.values(CHAPTERS)
    .flat()
    .flatMap(({ required, optional }) => formsIn({ ...required, ...optional }))

const forms = (): string => {
  const once = [...new Map(formsOfAll())].sort(([a], [b]) => (a < b ? -1 : 1))
  return table(
    ['form', 'fields'],
    once.map(([name, { required, optional }]) => [
      `\`${name}\``,
      [...fieldsOf(required, ''), ...fieldsOf(optional, '?')].join(', '),
    ]),
  )
}

const chapter = ([title, facts]: readonly [string, (typeof CHAPTERS)[keyof typeof CHAPTERS]]): string =>
  [
    `## ${title}`,
    table(
      ['type', 'when', 'for', '`data`', ''],
      facts.map(({ type, when, listeners, required, optional }) => [
        `\`${type.slice('after-sales.'.length)}\``,
        when,
        listeners.join(', '),
        [...fieldsOf(required, ''), ...fieldsOf(optional, '?')].join(', '),
        `[example](${EXAMPLES}/${type}.json)`,
      ]),
    ),
  ].join('\n\n')

const unpublished = NOT_PUBLISHED.map(
  ({ because, types }) => `- ${because}: ${types.map((type) => `\`${type}\``).join(', ')}`,
)

const page = (): string =>
  [
    ...Object.entries(CHAPTERS).map(chapter),
    '## What lists hold',
    forms(),
    '## What is not published',
    unpublished.join('\n'),
  ].join('\n\n')

describe('The page of integration events', () => {
  it('has one meaning for each form', () => {
    const codecs = new Map<string, Set<unknown>>()
    for (const [name, codec] of formsOfAll()) codecs.set(name, (codecs.get(name) ?? new Set()).add(codec))
    expect(codecs.size).toBeGreaterThan(10)
    expect([...codecs].filter(([, found]) => found.size > 1)).toEqual([])
  })

  it('tells every fact as the code has it', async () => {
    const text = readFileSync(FILE, 'utf8')
    const before = text.slice(0, text.indexOf(BEGIN) + BEGIN.length)
    const wanted = await format(`${before}\n\n${page()}\n`, { ...(await resolveConfig(FILE)), parser: 'markdown' })
    if (process.env['WRITE_DOCS'] === '1') writeFileSync(FILE, wanted)
    expect(readFileSync(FILE, 'utf8')).toBe(wanted)
  })

  it('shows an example that is one', () => {
    const text = readFileSync(FILE, 'utf8')
    const shown = /```json\n([\s\S]*?)```/.exec(text)![1]!
    const { type } = JSON.parse(shown) as { type: string }
    expect(JSON.parse(shown)).toEqual(JSON.parse(readFileSync(`test/fixtures/published/${type}.json`, 'utf8')))
  })
})
