import { describe, expect, it } from 'vitest'
import { allowanceWords, describeAllowanceError, type AllowanceError } from '../../../src/domain/allowance/index.js'

const facts = { scope: 'agent', head: 'delay', asked: 5, free: 3, limit: 10, cap: 10, currency: 'GBP', lineId: 'l' }

describe('A no of an allowance', () => {
  const tags = Object.keys(allowanceWords)
  it.each(tags)('%s has a code, and says in two languages what is wrong', (_tag) => {
    const said = describeAllowanceError({ _tag, ...facts } as unknown as AllowanceError)
    expect(said.code).toMatch(/^ALLOWANCE\.[A-Z_]+$/)
    expect(said.en).toMatch(/^[A-Z].*\.$/)
    expect(said.zh).toMatch(/[\u4e00-\u9fff].*。$/)
    expect(`${said.en}${said.zh}`).not.toContain('undefined')
  })
})
