/** docs/behavior-contracts.md names a test for every promise; this holds each row to a test that is really there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const SIMULATOR = join('src', 'testing', 'simulator')

const rows = readFileSync('docs/behavior-contracts.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('| test/'))
  .map((line) => {
    const [promise, file, test] = line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim())
    return { promise: promise!, file: file!, test: test! }
  })

describe('The list of promises', () => {
  it('has rows', () => {
    expect(rows.length).toBeGreaterThan(40)
  })

  it('has a law for every invariant that the simulator watches, and the other way round', () => {
    const watched = ['invariants', 'final']
      .flatMap((folder) => readdirSync(join(SIMULATOR, folder)).map((name) => join(SIMULATOR, folder, name)))
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'I(\d+) /g)].map(([, no]) => Number(no)))
    const listed = rows.flatMap(({ promise }) => /^(\d{1,2}) /.exec(promise)?.[1] ?? []).map(Number)
    expect([...new Set(listed)]).toEqual([...new Set(watched)].sort((a, b) => a - b))
  })

  it.each(rows)('is kept by a test: $promise', ({ file, test }) => {
    expect(existsSync(file), file).toBe(true)
    expect(readFileSync(file, 'utf8')).toContain(test)
  })
})
