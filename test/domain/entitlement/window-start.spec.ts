/** From when a customer's time to ask counts. */
import { describe, expect, it } from 'vitest'
import { Entitlement, windowStart, type EntitlementCommand } from '../../../src/domain/entitlement/index.js'
import { at } from '../../../src/testing/builders/build.js'
import {
  orderFacts,
  orderLine,
  recordRepair,
  recordReplacement,
  recordReplacementDelivery,
  registerOrder,
} from '../../../src/testing/builders/entitlement.js'
import { runCommands } from '../../../src/testing/laws.js'

const now = at('2026-05-01T09:00:00.000Z')
const delivered = at('2026-03-01T09:00:00.000Z')
const later = at('2026-04-01T09:00:00.000Z')

const orderWith = (isDelivered: boolean, ...commands: ReadonlyArray<EntitlementCommand>) => {
  const lines = [orderLine('A'), orderLine('B')]
  const order = orderFacts({ lines, ...(isDelivered ? { deliveredAt: delivered } : {}) })
  const { state } = runCommands(Entitlement, [registerOrder(order), ...commands])
  if (state.status === 'unknown') throw new Error('no order')
  return (...lineIds: ReadonlyArray<string>) =>
    windowStart(
      state,
      lineIds.map((lineId) => ({ lineId, quantity: 1 })),
      now,
    )
}
const newLine = recordReplacement({ replacementId: 'x-1', added: [orderLine('new')] })
const arrival = recordReplacementDelivery({ replacementId: 'x-1', lineIds: ['new'], deliveredAt: later })
const repair = recordRepair({ lines: [{ lineId: 'A', quantity: 1 }], days: 31 })

describe('The window', () => {
  it('begins when the order was delivered', () => expect(orderWith(true)('A', 'B')).toBe(delivered))

  it('has not begun while no delivery is known', () => {
    expect(orderWith(false)('A')).toBeUndefined()
    expect(orderWith(false, newLine)('new', 'A')).toBeUndefined()
  })

  it('of a replacement begins with its own delivery, and now while it is on its way', () => {
    expect(orderWith(true, newLine)('new')).toBe(now)
    expect(orderWith(true, newLine, arrival)('new')).toBe(later)
  })

  it('of old and new goods together begins with the older ones, whatever their order', () => {
    const both = orderWith(true, newLine)
    expect([both('A', 'new'), both('new', 'A')]).toEqual([delivered, delivered])
  })

  it('waits for the days that goods were in the workshop', () => expect(orderWith(true, repair)('A')).toBe(later))
})
