import { describe, expect, it } from 'vitest'
import { describeRequestError, requestWords, type RequestError } from '../../../src/domain/request/index.js'

const numbers = { value: 26_997, limit: 20_000, requested: 3, approved: 4, currency: 'GBP' }
const words = { status: 'closed', lineId: 'shirt', reason: 'OT_OTHER', remedy: 'refund_only', field: 'override' }
const dates = { dueAt: '2026-03-05T12:00:00.000Z', earliest: '2026-03-03', latest: '2026-03-31' }
const past = { quote: 2, count: 2, days: 41, from: 'exchange', to: 'return_refund' }
const rule = { closedAt: '2026-03-31T22:00:00.000Z', ruleId: 'WINDOW-30' }
const errorOf = (_tag: string) =>
  ({ _tag, ...numbers, ...words, ...dates, ...past, ...rule }) as unknown as RequestError

describe('A no of a request', () => {
  const tags = Object.keys(requestWords)

  it.each(tags)('%s has a code, and says in two languages what is wrong', (tag) => {
    const said = describeRequestError(errorOf(tag))
    expect(said.code).toMatch(/^REQUEST\.[A-Z_]+$/)
    expect(said.en).toMatch(/^[A-Z0-9].*\.$/)
    expect(said.zh).toMatch(/[\u4e00-\u9fff].*。$/)
    expect(`${said.en}${said.zh}`).not.toContain('undefined')
  })

  it('has a code of its own', () =>
    expect(new Set(tags.map((tag) => describeRequestError(errorOf(tag)).code)).size).toBe(tags.length))

  it('is worth another try only while others are at work on the request', () =>
    expect(tags.filter((tag) => describeRequestError(errorOf(tag)).retryable)).toEqual([
      'AnswerPending',
      'DraftChanged',
    ]))
})
