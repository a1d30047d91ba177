/** Example 01 does what its reader is told. */
import { expect, it } from 'vitest'
import { runExample } from './run-example.js'

it('refunds two of three mugs and resolves the request', { timeout: 60_000 }, async () => {
  const { code, output } = await runExample('01-first-return')
  expect(output).toContain('refund succeeded: 19.84 EUR')
  expect(output).toContain('request resolved')
  expect(code).toBe(0)
})
