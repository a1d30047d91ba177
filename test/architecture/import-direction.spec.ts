/**
 * Imports go one way (`.dependency-cruiser.cjs`). The first half applies the rules to src. The second half shows, on a
 * tree of tiny files with one fault each, that every rule catches what it forbids and lets pass what it allows.
 */
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser'
import { afterAll, describe, expect, it } from 'vitest'

const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  readonly forbidden: NonNullable<IFlattenedRuleSet['forbidden']>
  readonly options: ICruiseOptions
}

interface Violation {
  readonly rule: string
  readonly from: string
  readonly to: string
}

const violationsIn = async (baseDir: string): Promise<ReadonlyArray<Violation>> => {
  const options = { ...rules.options, baseDir, validate: true, ruleSet: { forbidden: rules.forbidden } }
  const { output } = await cruise(['src'], options)
  const { totalCruised, violations } = (output as ICruiseResult).summary
  // An empty result would be no proof of anything.
  expect(totalCruised).toBeGreaterThan(10)
  return violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
}

describe('The imports of src', () => {
  it('go one way', { timeout: 30_000 }, async () => {
    expect(await violationsIn(process.cwd())).toEqual([])
  })
})

describe('The rules of imports', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'after-sales-imports-')))
  afterAll(() => rmSync(root, { recursive: true }))

  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }

  const packages = { dependencies: { uuid: '1' }, peerDependencies: { 'fp-ts': '1' }, devDependencies: { vitest: '1' } }
  write('package.json', JSON.stringify(packages))
  for (const name of ['uuid', 'fp-ts', 'vitest']) write(`node_modules/${name}/index.js`, '')

  // Each row is one import, in a file of its own so that its violations are its own.
  let files = 0
  const importOf = (from: string, to: string): string => {
    const file = `${from.replace('*', `file-${++files}`)}.ts`
    if (to.startsWith('src/') && !existsSync(join(root, `${to}.ts`))) write(`${to}.ts`, 'export const value = 1\n')
    const path = relative(dirname(file), `${to}.js`)
    const specifier = to.startsWith('src/') ? (path.startsWith('.') ? path : `./${path}`) : to
    write(file, `import { value } from '${specifier}'\nexport const again = value\n`)
    return file
  }

  const forbidden: ReadonlyArray<readonly [rule: string, from: string, to: string]> = [
    ['domain-imports-no-later-layer', 'src/domain/request/*', 'src/ports/clock'],
    ['domain-imports-no-later-layer', 'src/domain/request/*', 'src/runtime/target'],
    ['ports-imports-no-later-layer', 'src/ports/*', 'src/projections/target'],
    ['projections-imports-no-later-layer', 'src/projections/*', 'src/runtime/target'],
    ['runtime-imports-no-later-layer', 'src/runtime/*', 'src/adapters/memory/target'],
    ['adapters-imports-no-later-layer', 'src/adapters/memory/*', 'src/cli/target'],
    ['nothing-imports-the-door', 'src/runtime/*', 'src/after-sales'],
    ['statistics-imports-nothing', 'src/statistics/*', 'src/domain/values/money'],
    ['statistics-imports-nothing', 'src/statistics/*', 'fp-ts'],
    ['nothing-imports-testing', 'src/runtime/*', 'src/testing/target'],
    ['aggregates-meet-in-reactions', 'src/domain/return/*', 'src/domain/refund/target'],
    ['aggregates-meet-in-reactions', 'src/domain/return/*', 'src/domain/reactions/target'],
    ['kernel-and-values-know-no-business', 'src/domain/values/*', 'src/domain/refund/target'],
    ['adapters-stand-alone', 'src/adapters/sqlite/*', 'src/adapters/memory/target'],
    ['adapters-stand-alone', 'src/adapters/postgres/*', 'src/adapters/sqlite/target'],
    ['domain-is-pure', 'src/domain/policy/*', 'node:fs'],
    ['uuid-in-one-place', 'src/domain/values/*', 'uuid'],
    ['no-development-dependency', 'src/runtime/*', 'vitest'],
    ['no-unresolved-import', 'src/runtime/*', './nowhere.js'],
    ['the-door-loads-no-driver', 'src/index', 'src/runtime/loads-a-driver'],
    ['the-door-loads-no-driver', 'src/after-sales', 'src/adapters/sqlite/own'],
    ['no-cycle', 'src/ports/back', 'src/ports/there'],
  ]
  const cases = forbidden.map(([rule, from, to]) => ({ rule, from, to, file: importOf(from, to) }))
  importOf('src/runtime/loads-a-driver', 'node:sqlite')
  importOf('src/ports/there', 'src/ports/back')

  const allowed: ReadonlyArray<readonly [from: string, to: string]> = [
    ['src/domain/request/*', 'src/domain/kernel/decider'],
    ['src/domain/request/*', 'src/domain/request/own'],
    ['src/domain/request/*', 'fp-ts'],
    ['src/domain/values/ids', 'uuid'],
    ['src/domain/reactions/*', 'src/domain/refund/target'],
    ['src/ports/*', 'src/domain/values/money'],
    ['src/runtime/*', 'src/ports/clock'],
    ['src/adapters/sqlite/*', 'node:sqlite'],
    ['src/adapters/sqlite/*', 'src/adapters/sqlite/own'],
    ['src/adapters/postgres/*', 'src/ports/clock'],
    ['src/testing/*', 'src/adapters/memory/target'],
    ['src/cli/*', 'src/after-sales'],
  ]
  const innocent = allowed.map(([from, to]) => ({ from, to, file: importOf(from, to) }))

  const found = violationsIn(root)

  it.each(cases)('$rule catches $from → $to', async ({ rule, file }) => {
    expect((await found).filter((violation) => violation.from === file).map((one) => one.rule)).toEqual([rule])
  })

  it.each(innocent)('$from may import $to', async ({ file }) => {
    expect((await found).filter((violation) => violation.from === file)).toEqual([])
  })

  it('each have a sentence and a case above', () => {
    expect(rules.forbidden.map((rule) => rule.name).sort()).toEqual([...new Set(cases.map((one) => one.rule))].sort())
    expect(rules.forbidden.filter((rule) => rule.comment === undefined)).toEqual([])
  })
})
