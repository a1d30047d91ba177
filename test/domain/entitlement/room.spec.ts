/** A refund's figures stand in one event. A wish whose figures would not fit is refused when it is made. */
import { describe, expect, it } from 'vitest'
import { orderLine, reserveMoney, reserveUnits } from '../../../src/testing/builders/entitlement.js'
import { MAX_EVENT_BYTES } from '../../../src/ports/event-store.js'
import { MAX_REQUEST_LINES } from '../../../src/domain/values/units.js'
import { order } from './orders.js'

const MONEY_PER_LINE = 3_599
const bytes = (u: unknown): number => Buffer.byteLength(JSON.stringify(u), 'utf8')

const shop = (lines: number, tenders: number, idOf: (n: number) => string) =>
  order({
    lines: Array.from({ length: lines }, (_, n) => orderLine(idOf(n), { quantity: 1, goods: 2_999, tax: 600 })),
    tenders: Array.from({ length: tenders }, (_, n) => ({
      tenderId: `tender-${n}`.padEnd(36, '-'),
      kind: 'gift_card',
      captured: Math.floor((lines * MONEY_PER_LINE) / tenders),
    })),
  })
const all = (lines: number, idOf: (n: number) => string) =>
  Object.fromEntries(Array.from({ length: lines }, (_, n) => [idOf(n), 1]))

const uuid = (n: number): string => `${n}`.padStart(36, '0')
const longest = (n: number): string => `${n}`.padStart(200, '0')

describe('A wish for the whole of a large order', () => {
  it.each([
    ['500 lines on one card', MAX_REQUEST_LINES, 1, uuid],
    ['500 lines on three means of payment', MAX_REQUEST_LINES, 3, uuid],
    ['300 lines with the longest ids there are', 300, 1, longest],
  ])('fits into one refund: %s', (_, lines, tenders, idOf) => {
    const when = shop(lines, tenders, idOf)
      .after(reserveUnits(all(lines, idOf)))
      .when(reserveMoney(all(lines, idOf)))
    if (when.result._tag === 'Left') throw new Error('rejected')
    expect(when.result.right.map((e) => e.type)).toContain('MoneyReserved')
    for (const event of when.result.right) expect(bytes(event.data)).toBeLessThan(MAX_EVENT_BYTES - 2_000)
  })

  it.each([
    ['500 lines on twenty means of payment', MAX_REQUEST_LINES, 20, uuid],
    ['500 lines with the longest ids there are', MAX_REQUEST_LINES, 2, longest],
    ['with ids of three bytes a character', MAX_REQUEST_LINES, 1, (n: number) => `${n}`.padStart(180, '数')],
  ])('that does not fit is refused at once, with how many lines do: %s', (_, lines, tenders, idOf) => {
    const from = shop(lines, tenders, idOf)
    const when = from.when(reserveUnits(all(lines, idOf)))
    if (when.result._tag === 'Left') throw new Error('rejected')
    const [refused] = when.result.right
    if (refused?.type !== 'ReservationRefused' || refused.data.refusal._tag !== 'RequestTooLarge')
      throw new Error('not refused')
    const { atMost } = refused.data.refusal
    expect(atMost).toBeGreaterThan(10)

    const part = all(atMost, idOf)
    const next = from.after(reserveUnits(part)).when(reserveMoney(part))
    if (next.result._tag === 'Left') throw new Error('rejected')
    for (const event of next.result.right) expect(bytes(event.data)).toBeLessThan(MAX_EVENT_BYTES - 2_000)
  })
})
