/**
 * The tables of docs/domain-tables.md are made from `rows/`; `npm run docs` writes them. Every command, event, failure and
 * function of the code has its row, every row its tests, and no cell is empty.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import * as domain from 'after-sales/domain'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { aggregates } from '../../src/runtime/aggregates.js'
import { shopOn } from '../acceptance/shop.js'
import { chapters, page, proofs, rows } from './rows/all.js'
import { complaints } from './rows/complaints.js'
import { killerCases } from './rows/killer-cases.js'
import { questions } from './rows/questions.js'

const FILE = 'docs/domain-tables.md'
const BEGIN = '<!-- tables: made by test/docs/tables.spec.ts -->'

const source = (file: string): string => readFileSync(file, 'utf8')
const beforeTables = (text: string): string => text.slice(0, text.indexOf(BEGIN) + BEGIN.length)
const withTables = async (text: string): Promise<string> =>
  format(`${beforeTables(text)}\n\n${page()}\n`, { ...(await resolveConfig(FILE)), parser: 'markdown' })

const eventTypes = Object.values(aggregates).flatMap(({ events }) => events.families.map(({ type }) => type as string))
const failures = Object.entries(domain).flatMap(([name, words]) => (name.endsWith('Words') ? Object.keys(words) : []))
/** Those of the runtime: what the world outside answers, or does not. */
const otherFailures = ['errors', 'reading/errors', 'reading/privacy-errors'].flatMap((file) =>
  [...source(`src/runtime/${file}.ts`).matchAll(/^ {2}(\w+): \{/gm)].map(([, tag]) => tag),
)
const commands = readdirSync('src/domain', { recursive: true, encoding: 'utf8' })
  .filter((file) => /commands\.ts$/.test(file))
  .flatMap((file) => [...source(`src/domain/${file}`).matchAll(/Command<\s*'(\w+)'/g)].map(([, type]) => type))

const functionsOf = (of: object): ReadonlyArray<string> =>
  Object.entries(of).flatMap(([name, member]) =>
    typeof member === 'function' ? [name] : functionsOf(member as object).map((inner) => `${name}.${inner}`),
  )
const facade = functionsOf(shopOn(memoryEventStore()).afterSales.promises)

const sorted = (names: Iterable<string | undefined>): ReadonlyArray<string | undefined> => [...new Set(names)].sort()
const failuresIn = [...rows, ...questions].flatMap(({ failures: no = '' }) =>
  typeof no === 'string' ? [] : Object.keys(no),
)

describe('The tables of the domain', () => {
  it('stand in the docs as they stand here', async () => {
    const wanted = await withTables(source(FILE))
    if (process.env['WRITE_DOCS'] === '1') writeFileSync(FILE, wanted)
    expect(source(FILE)).toBe(wanted)
  })

  it('have a row for every command, and for no other', () => {
    expect(sorted(rows.map(({ command }) => command))).toEqual(sorted(commands))
  })

  it('have a row for every event, and for no other', () => {
    expect(eventTypes.length).toBeGreaterThan(150)
    expect(sorted(rows.flatMap(({ events }) => Object.keys(events)))).toEqual(sorted(eventTypes))
  })

  it('have a row for every failure of the domain', () => {
    expect(failures.length).toBeGreaterThan(150)
    expect(sorted(failures).filter((tag) => !failuresIn.includes(tag!))).toEqual([])
  })

  it('name no failure that is none', () => {
    const known = new Set<string | undefined>([...failures, ...otherFailures, 'InvalidInput'])
    expect(sorted(failuresIn).filter((tag) => !known.has(tag))).toEqual([])
  })

  it('have a row for every function of the façade', () => {
    const called = [...rows.flatMap(({ call }) => (call === undefined ? [] : [call])), ...questions.map((q) => q.call)]
    expect(sorted(called)).toEqual(sorted(facade))
  })

  it('leave no cell empty', () => {
    const cells = page()
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
      .flatMap((line) => line.slice(2, -2).split(' | '))
    expect(cells.length).toBeGreaterThan(1_000)
    expect(cells.filter((cell) => /^[\s–-]*$/.test(cell))).toEqual([])
    for (const { what, events, failures: no } of rows) {
      expect(Object.keys(events), what).not.toEqual([])
      expect(Object.keys(no), what).not.toEqual([])
    }
    for (const { about, proofs: own, because } of complaints) expect(own.length > 0 || because, about).toBeTruthy()
    for (const { number, proofs: own } of killerCases) expect(own, String(number)).not.toEqual([])
    for (const { what, because } of chapters.flatMap(({ leftOut }) => leftOut)) expect(because, what).not.toBe('')
  })

  it('point at tests that are there', () => {
    const missing = proofs.filter(({ file, title }) => !existsSync(file) || !source(file).includes(title))
    expect(missing).toEqual([])
  })

  it('tell every killer case but those that are about law alone by an acceptance test', () => {
    const without = killerCases.filter(
      ({ proofs: own }) => !own.some(({ file }) => file.startsWith('test/acceptance/')),
    )
    // 14: free shipping, 25: replay. What they need of a policy comes with the policy engine.
    expect(without.map(({ number }) => number)).toEqual([14, 25])
  })
})

/** What a test is about, it names: itself, or in what it imports from beside it or from the builders. */
describe('A test that a row points at', () => {
  const withImports = (file: string): string => {
    const text = source(file)
    const imported = [...text.matchAll(/from '(\.[^']+)\.js'/g)]
      .map(([, path]) => new URL(`${path}.ts`, `file:///${file}`).pathname.slice(1))
      .filter((path) => path.startsWith('test/') || path.startsWith('src/testing/'))
    return [text, ...imported.filter((path) => existsSync(path)).map(source)].join('\n')
  }
  const cases = rows.flatMap(({ command, failures: no }) =>
    typeof no === 'string' ? [] : Object.entries(no).map(([tag, proof]) => ({ command, tag, ...proof })),
  )

  it.each(cases)('speaks of its failure: $command, $tag', ({ tag, file }) => {
    expect(withImports(file)).toContain(tag)
  })
})
