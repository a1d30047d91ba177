/** What a refund would come to, before anything is claimed. */
import * as E from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { previewRefund, type RegisteredEntitlement } from '../../../src/domain/entitlement/index.js'
import { orderLine } from '../../../src/testing/builders/entitlement.js'
import { terms } from '../../../src/testing/builders/request.js'
import { order } from './orders.js'

const shop = order({ lines: [orderLine('A', { quantity: 2, goods: 20_000 })] }).state as RegisteredEntitlement
const fee = { ruleId: 'FEE', kind: 'restocking', reasons: ['CM_CHANGED_MIND'], basisPoints: 1_000, flat: 0 } as const
const preview = (lineId: string, quantity: number, reason = 'CM_CHANGED_MIND') =>
  previewRefund(shop, [{ lineId, quantity, reason }], terms({ fees: [fee] }))

it('A preview shows what a refund gets, with the fees that apply', () => {
  expect(preview('A', 1)).toMatchObject(E.right({ total: 9_000, deductions: [{ minor: 1_000 }] }))
  expect(preview('A', 1, 'QL_DEFECTIVE')).toMatchObject(E.right({ total: 10_000, deductions: [] }))
})

it('A preview shows nothing of what the order does not have, or has no more', () => {
  expect(preview('Z', 1)).toEqual(E.left({ _tag: 'LineUnknown', lineId: 'Z' }))
  expect(preview('A', 3)).toEqual(E.left({ _tag: 'UnitsAlreadyClaimed', lineId: 'A', asked: 3, free: 2 }))
})
