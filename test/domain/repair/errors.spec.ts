import { describe, expect, it } from 'vitest'
import { describeRepairError, repairWords, type RepairError } from '../../../src/domain/repair/index.js'

const facts = { status: 'quoted', lineId: 'l', currency: 'EUR', validUntil: '2026-01-01T00:00:00.000Z' }
const said = (_tag: string) => describeRepairError({ _tag, ...facts } as RepairError)

describe('A no of a repair', () => {
  const tags = Object.keys(repairWords)

  it.each(tags)('%s has a code, and says in two languages what is wrong', (tag) => {
    const { code, en, zh, retryable } = said(tag)
    expect(code).toMatch(/^REPAIR\.[A-Z_]+$/)
    expect(en).toMatch(/^[A-Z0-9].*\.$/)
    expect(zh).toMatch(/[\u4e00-\u9fff].*。$/)
    expect(`${en}${zh}`).not.toContain('undefined')
    expect(retryable).toBe(false)
  })
  it('has a code of its own', () => expect(new Set(tags.map((tag) => said(tag).code)).size).toBe(tags.length))
})
