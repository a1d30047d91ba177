/** Example 03 does what its reader is told. */
import { expect, it } from 'vitest'
import { runExample } from './run-example.js'

it('finds nothing in a careful adapter, and tells what a careless one does', { timeout: 120_000 }, async () => {
  const { code, output } = await runExample('03-simulate')
  expect(output).toMatch(/careful adapter: 200 seeds, every promise holds/)
  expect(output).toMatch(/careless adapter: seed \d+ breaks "I8 nothing is paid without its intent/)
  expect(output).toMatch(/Replay: simulate/)
  expect(code).toBe(0)
})
