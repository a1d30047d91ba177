import { describe, expect, it } from 'vitest'
import { describeRefundError, refundWords, type RefundError } from '../../../src/domain/refund/index.js'

const numbers = { asked: 20_000, answered: 19_999, limit: 1_000, currency: 'GBP', open: 5, soFar: 3, below: 5 }
const errorOf = (_tag: string) => ({ _tag, ...numbers, status: 'unknown', legId: 'card' }) as unknown as RefundError

describe('A no of a refund', () => {
  const tags = Object.keys(refundWords)

  it.each(tags)('%s has a code, and says in two languages what is wrong', (tag) => {
    const said = describeRefundError(errorOf(tag))
    expect(said.code).toMatch(/^REFUND\.[A-Z_]+$/)
    expect(said.en).toMatch(/^[A-Z0-9].*\.$/)
    expect(said.zh).toMatch(/[\u4e00-\u9fff].*。$/)
    expect(`${said.en}${said.zh}`).not.toContain('undefined')
    expect(said.retryable).toBe(false)
  })

  it('has a code of its own', () =>
    expect(new Set(tags.map((tag) => describeRefundError(errorOf(tag)).code)).size).toBe(tags.length))

  it.each([
    ['Release', 'proof'],
    ['ConfirmPaid', 'proof'],
    ['PayManually', 'another way'],
    ['Reroute', 'another way'],
  ] as const)('says which legs %s is for', (step, word) => {
    const said = describeRefundError({ _tag: 'LegStepNotPossible', legId: 'card', step, status: 'succeeded' })
    expect(said.en).toContain(word)
    expect(said.zh).toContain('succeeded')
  })
})
