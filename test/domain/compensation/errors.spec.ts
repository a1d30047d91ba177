import { describe, expect, it } from 'vitest'
import {
  compensationWords,
  describeCompensationError,
  type OwnCompensationError,
} from '../../../src/domain/compensation/index.js'

const facts = {
  ...{ status: 'issued', currency: 'GBP', lineId: 'l', limit: 5, head: 'delay', asked: 5, documented: 3 },
  ...{ minor: 7, expiresAt: '2026-01-01T00:00:00.000Z', basisPoints: 9_999, party: 'carrier', open: 2 },
}
const said = (error: object) => describeCompensationError(error as OwnCompensationError)

describe('A no of a compensation', () => {
  const tags = Object.keys(compensationWords)

  it.each(tags)('%s has a code, and says in two languages what is wrong', (_tag) => {
    for (const missing of ['legal_reference', 'customer_demand']) {
      const { code, en, zh } = said({ _tag, ...facts, missing })
      expect(code).toMatch(/^COMPENSATION\.[A-Z_]+$/)
      expect(en).toMatch(/^[A-Z0-9].*\.$/)
      expect(zh).toMatch(/[\u4e00-\u9fff].*。$/)
      expect(`${en}${zh}`).not.toContain('undefined')
    }
  })
  it('has a code of its own', () =>
    expect(new Set(tags.map((_tag) => said({ _tag, ...facts }).code)).size).toBe(tags.length))
  it('may be yes in a moment only while budgets are asked', () =>
    expect(tags.filter((_tag) => said({ _tag, ...facts }).retryable)).toEqual(['CompensationPending']))
})
