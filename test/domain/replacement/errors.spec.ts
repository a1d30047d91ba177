import { describe, expect, it } from 'vitest'
import {
  describeReplacementError,
  replacementWords,
  type OwnReplacementError,
} from '../../../src/domain/replacement/index.js'

const facts = {
  ...{ status: 'shipped', lineId: 'l', limit: 5, net: 7, price: 8, credit: 9, date: '2026-01-01T00:00:00.000Z' },
  ...{ earliest: '2026-01-02T00:00:00.000Z', latest: '2026-01-03T00:00:00.000Z', paymentId: 'p' },
  ...{ payBy: '2026-01-01T00:00:00.000Z', tenderId: 't', asked: 5, due: 3 },
}
const said = (_tag: string) => describeReplacementError({ _tag, ...facts } as OwnReplacementError)

describe('A no of a replacement', () => {
  const tags = Object.keys(replacementWords)

  it.each(tags)('%s has a code, and says in two languages what is wrong', (tag) => {
    const { code, en, zh, retryable } = said(tag)
    expect(code).toMatch(/^REPLACEMENT\.[A-Z_]+$/)
    expect(en).toMatch(/^[A-Z0-9].*\.$/)
    expect(zh).toMatch(/[\u4e00-\u9fff].*。$/)
    expect(`${en}${zh}`).not.toContain('undefined')
    expect(retryable).toBe(false)
  })
  it('has a code of its own', () => expect(new Set(tags.map((tag) => said(tag).code)).size).toBe(tags.length))
})
