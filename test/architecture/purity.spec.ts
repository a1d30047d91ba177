/**
 * No clock, no chance, no input or output in the pure folders, and no throw in the domain. eslint enforces it over all
 * of src; here each of its rules gets a line that breaks it, and the innocent line next to it.
 */
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'

// Snippets are in no project of TypeScript; the rules shown here need no types.
const eslint = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] })

const OURS = /^(no-restricted-|house\/|@typescript-eslint\/no-explicit-any)/

const complaintsAbout = async (file: string, code: string): Promise<ReadonlyArray<string | null>> => {
  const results = await eslint.lintText(`${code}\n`, { filePath: file, warnIgnored: true })
  const messages = results.flatMap((result) => result.messages)
  expect(messages.filter((message) => message.fatal)).toEqual([])
  return [...new Set(messages.map((message) => message.ruleId))].filter((rule) => rule !== null && OURS.test(rule))
}

const PURE = 'src/domain/refund/decider.ts'
const FOLD = 'src/projections/queues/fold.ts'
const LOOP = 'src/runtime/handle.ts'
const HOST = 'src/adapters/node/clock.ts'

describe('eslint refuses', { timeout: 30_000 }, () => {
  it.each([
    [PURE, 'no-restricted-properties', 'export const now = Date.now()'],
    [PURE, 'no-restricted-properties', 'export const { now } = Date'],
    [PURE, 'no-restricted-properties', 'export const dice = Math.random()'],
    [PURE, 'no-restricted-syntax', 'export const now = new Date()'],
    [PURE, 'no-restricted-syntax', 'export const now = Date()'],
    [PURE, 'no-restricted-syntax', 'export const local = new Date(2026, 0, 1)'],
    [PURE, 'no-restricted-syntax', 'export const hour = (d: Date) => d.getHours()'],
    [PURE, 'no-restricted-syntax', 'export const zone = (d: Date) => d.getTimezoneOffset()'],
    [PURE, 'no-restricted-syntax', 'export const text = (n: number) => n.toLocaleString()'],
    [PURE, 'no-restricted-syntax', 'export const order = (a: string, b: string) => a.localeCompare(b)'],
    [PURE, 'no-restricted-syntax', `export const later = () => import('./other.js')`],
    [PURE, 'no-restricted-syntax', `export const fail = () => { throw new Error('no') }`],
    [PURE, 'no-restricted-globals', 'export const id = crypto.randomUUID()'],
    [PURE, 'no-restricted-globals', 'export const id = globalThis.crypto'],
    [PURE, 'no-restricted-globals', 'export const home = process.env'],
    [PURE, 'no-restricted-globals', 'export const since = performance.now()'],
    [PURE, 'no-restricted-globals', 'setTimeout(() => undefined, 1)'],
    [PURE, 'no-restricted-globals', `export const answer = fetch('https://example.com')`],
    [PURE, 'no-restricted-imports', `import { readFileSync } from 'node:fs'\nexport const read = readFileSync`],
    [PURE, 'no-restricted-imports', `import type { KeyObject } from 'node:crypto'\nexport type Key = KeyObject`],
    [PURE, '@typescript-eslint/no-explicit-any', 'export const loose = (a: any) => a'],
    [FOLD, 'no-restricted-properties', 'export const now = Date.now()'],
    [FOLD, 'no-restricted-syntax', 'export const now = new Date()'],
    [FOLD, 'no-restricted-imports', `import { randomUUID } from 'node:crypto'\nexport const id = randomUUID`],
    [LOOP, 'no-restricted-properties', 'export const now = Date.now()'],
    [LOOP, 'no-restricted-properties', 'export const dice = Math.random()'],
  ])('in %s, by %s: %s', async (file, rule, code) => {
    expect(await complaintsAbout(file, code)).toEqual([rule])
  })

  it.each([
    `import * as E from 'fp-ts/Either'`,
    `import { either as E } from 'fp-ts'`,
    `import * as E from 'fp-ts/lib/Either'`,
    `import * as E from 'fp-ts/es6/Either.js'`,
    `import * as E from 'io-ts/es6/index.js'`,
  ])('imports that break under ESM: %s', async (code) => {
    expect(await complaintsAbout(LOOP, `${code}\nexport const all = E`)).toEqual(['no-restricted-imports'])
  })

  it.each([
    [PURE, `import * as E from 'fp-ts/lib/Either.js'\nexport const slow = E.chain`],
    [LOOP, `import * as E from 'fp-ts/lib/Either.js'\nexport const slow = E.flatMap`],
    [LOOP, `import * as TE from 'fp-ts/lib/TaskEither.js'\nexport const slow = TE.Do`],
    [LOOP, `import { filterOrElse } from 'fp-ts/lib/Either.js'\nexport const slow = filterOrElse`],
  ])('slow steps on hot paths, in %s: %s', async (file, code) => {
    expect(await complaintsAbout(file, code)).toEqual(['no-restricted-syntax'])
  })

  it.each([
    ['house/no-todo-without-issue', '// TODO: later\nexport const a = 1'],
    ['house/reasoned-disable', '// eslint-disable-next-line no-self-compare\nexport const a = 1'],
  ])('comments without a reason, by %s: %s', async (rule, code) => {
    expect(await complaintsAbout(LOOP, code)).toContain(rule)
  })
})

describe('eslint allows', { timeout: 30_000 }, () => {
  it.each([
    [PURE, 'export const at = new Date(0).toISOString()'],
    [PURE, 'export const day = (d: Date) => d.getUTCDay()'],
    [PURE, `export const at = Date.parse('2026-11-23T09:30:00.000Z')`],
    [PURE, 'export const one = Math.max(1, 2)'],
    [PURE, `import * as E from 'fp-ts/lib/Either.js'\nexport const quick = E.isLeft`],
    [PURE, `import * as t from 'io-ts'\nexport const all = t`],
    ['src/domain/kernel/codec.ts', 'export const loose = (a: any) => a'],
    [LOOP, `import { createHash } from 'node:crypto'\nexport const hash = createHash`],
    [LOOP, 'export const wait = (ms: number, f: () => void) => setTimeout(f, ms)'],
    [HOST, 'export const now = () => Date.now()'],
    [LOOP, '// TODO: https://github.com/after-sales/after-sales/issues/12\nexport const a = 1'],
  ])('in %s: %s', async (file, code) => {
    expect(await complaintsAbout(file, code)).toEqual([])
  })
})
