/** A waived deduction from the refund that kept it back to the refund that gives it, through order, reactions and provider. */
import { describe, expect, it } from 'vitest'
import type { RegisteredEntitlement } from '../../../src/domain/entitlement/index.js'
import type { ProposedRefund } from '../../../src/domain/refund/index.js'
import type { RefundBasis } from '../../../src/domain/values/refund-basis.js'
import { envelope } from '../../../src/testing/builders/build.js'
import * as order from '../../../src/testing/builders/entitlement.js'
import * as owed from '../../../src/testing/builders/owed.js'
import * as money from '../../../src/testing/builders/refund.js'
import { requestId, terms } from '../../../src/testing/builders/request.js'
import { caseHarness } from '../../../src/testing/case-harness.js'

const first = money.refundId
const second = '5d0b7c2e-91f4-5b6a-8c3d-2e1f0a9b8c7d'
const worn = { kind: 'depreciation', minor: 2_000, code: 'worn', lineId: 'shirt' } as const
const free = { ...terms().refund, approvalFreeUpTo: 99_999 }

const open = () => {
  const harness = caseHarness()
  let n = 0
  const by = () => ({ commandId: `host-${++n}` })
  const settle = () => {
    while (harness.pending() > 0) harness.deliver(0)
  }
  const pays = (refundId: string, minor: number) => {
    const { type, data, ...rest } = money.legPaid(minor)
    harness.handle('refund', refundId, { type, data: { ...data, refundId }, ...rest, ...by() })
    settle()
  }
  const proposes = (refundId: string, basis: RefundBasis, deductions: ReadonlyArray<typeof worn> = []) => {
    harness.handle('refund', refundId, money.proposeRefund({ refundId, basis, deductions, terms: free }, by()))
    settle()
  }
  harness.handle('entitlement', 'o-1', { ...order.registerOrder(), ...envelope(by()) })
  harness.handle('entitlement', 'o-1', { ...order.reserveUnits({ shirt: 3 }, { claimId: requestId }), ...by() })
  return {
    harness,
    by,
    pays,
    proposes,
    refund: (id: string) => harness.state('refund', id) as ProposedRefund,
    books: () => harness.state('entitlement', 'o-1') as RegisteredEntitlement,
  }
}

describe('A deduction that was waived', () => {
  it('is paid to the last penny, and the line is refunded once', () => {
    const { harness, by, pays, proposes, refund, books } = open()
    proposes(first, { _tag: 'Inspection', returnId: money.newLegId, inspectionId: 'i-1' }, [worn])
    expect(refund(first).breakdown).toMatchObject({ total: 24_997 })
    pays(first, 24_997)
    harness.handle('refund', first, owed.contestDeduction({}, by()))
    harness.handle('refund', first, owed.decideContest({ verdict: 'reduced', minor: 1_500 }, by()))
    proposes(second, { _tag: 'DeductionWaived', refundId: first, contestId: 'ct-1', minor: 1_500 })
    expect(refund(second)).toMatchObject({ status: 'executing', breakdown: { total: 1_500 } })
    pays(second, 1_500)
    expect(refund(second).status).toBe('succeeded')
    expect(books()).toMatchObject({
      lines: [{ returned: 3, settledUnits: 3, taken: { goods: 26_997 } }],
      tenders: [{ settled: 26_497, reserved: 0 }],
    })
  })

  it('is due no more when it was given before', () => {
    const { pays, proposes, refund } = open()
    proposes(first, { _tag: 'Inspection', returnId: money.newLegId, inspectionId: 'i-1' }, [worn])
    pays(first, 24_997)
    const basis = { _tag: 'DeductionWaived', refundId: first, contestId: 'ct-1', minor: 2_000 } as const
    proposes(second, basis)
    proposes('6a1f4a0e-3c0d-5d55-9a53-0f4c2b7d9e11', basis)
    expect(refund('6a1f4a0e-3c0d-5d55-9a53-0f4c2b7d9e11').status).toBe('not_due')
  })
})
