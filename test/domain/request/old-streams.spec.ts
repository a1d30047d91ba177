/** Events fold in any state: what cannot be decided today may stand in a stream all the same, and changes no more than it says. */
import { describe, expect, it } from 'vitest'
import { Request } from '../../../src/domain/request/index.js'
import * as cases from '../../../src/testing/builders/arbitration.js'
import * as out from '../../../src/testing/builders/elsewhere.js'
import { refundDue } from '../../../src/testing/builders/request.js'
import { exchanging, inProgress, underReview } from './situations.js'

const after = (there: typeof underReview, ...events: ReadonlyArray<Parameters<typeof Request.evolve>[1]>) => {
  const state = events.reduce(Request.evolve, there.state)
  if (state.status === 'none') throw new Error('no request')
  return state
}

describe('A stream in which a word stands alone', () => {
  it('goes on where it stood when a platform case is withdrawn that was never opened', () =>
    expect(after(underReview, cases.platformCaseWithdrawn()).status).toBe('under_review'))

  it('follows no ruling that was never made', () => {
    const { binding, ruledBy, refunds } = after(underReview, cases.rulingApplied())
    expect([binding, ruledBy, refunds.size]).toEqual([undefined, undefined, 0])
  })

  it('owes once what fell due twice under one name', () => {
    const { refunds } = after(inProgress, refundDue(), refundDue())
    expect([...refunds.values()]).toMatchObject([{ due: { attempt: 1 }, retried: false }])
  })

  it('knows one replacement, and hears nothing of another', () => {
    const other = { replacementId: out.repairId }
    const { replacement } = after(exchanging, out.replacementNoted(other), out.recoveryNoted(other))
    expect(replacement).toMatchObject({ id: out.replacementId, now: 'running', recovered: 0 })
    expect(after(underReview, out.recoveryNoted()).replacement).toBeUndefined()
  })
})
