import { describe, expect, it } from 'vitest'
import { describeReturnError, returnWords, type ReturnError } from '../../../src/domain/return/index.js'

const numbers = {
  received: 3,
  inspected: 4,
  authorized: 3,
  accepted: 4,
  disposed: 4,
  count: 1_000_001,
  limit: 1_000_000,
  index: 0,
  currency: 'EUR',
  ...{ named: 3, missing: 1, revised: 2, asked: 3, there: 1, code: 'RESTOCK' },
}
const errorOf = (_tag: string) =>
  ({ _tag, ...numbers, status: 'completed', lineId: 'shirt', parcelId: 'p-1' }) as unknown as ReturnError

describe('A no of a return', () => {
  const tags = Object.keys(returnWords)

  it.each(tags)('%s has a code, and says in two languages what is wrong', (tag) => {
    const said = describeReturnError(errorOf(tag))
    expect(said.code).toMatch(/^RETURN\.[A-Z_]+$/)
    expect(said.en).toMatch(/^[A-Z0-9].*\.$/)
    expect(said.zh).toMatch(/[\u4e00-\u9fff].*。$/)
    expect(`${said.en}${said.zh}`).not.toContain('undefined')
    expect(said.retryable).toBe(false)
  })

  it('has a code of its own', () =>
    expect(new Set(tags.map((tag) => describeReturnError(errorOf(tag)).code)).size).toBe(tags.length))
})
