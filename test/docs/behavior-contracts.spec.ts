/** docs/behavior-contracts.md names a test for every promise; this holds each row to a test that is really there. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

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

  it.each(rows)('is kept by a test: $promise', ({ file, test }) => {
    expect(existsSync(file), file).toBe(true)
    expect(readFileSync(file, 'utf8')).toContain(test)
  })
})
