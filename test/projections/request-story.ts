/** What happens to one request, told event by event, and the history that it makes. */
import type { Instant } from 'after-sales'
import { histories } from '../../src/projections/histories/histories.js'
import type { HistoryRow } from '../../src/projections/histories/history-row.js'
import { seen } from './every-event.js'

export const at = (n: number): Instant => `2026-03-20T10:00:0${n}.000Z` as Instant
export const lines = (mugs: number, lamps = 0) =>
  [
    { lineId: 'mug', quantity: mugs },
    { lineId: 'lamp', quantity: lamps },
  ].filter(({ quantity }) => quantity > 0)

interface Told {
  readonly data?: Readonly<Record<string, unknown>>
  readonly by?: string
  readonly channel?: string
}
export type Story = ReadonlyArray<string | readonly [type: string, told: Told]>

export const open = {
  ...{ requestId: '1', orderId: '#1001', customerId: 'customer-7', remedy: 'return_refund' },
  lines: [{ lineId: 'mug', quantity: 2, reason: 'QL_DEFECTIVE' }],
}
/** Each event a second after the one before; the first is the opening. */
export const after = (...story: Story): HistoryRow =>
  [['RequestOpened', { data: open, by: 'customer', channel: 'web' }] as const, ...story].reduce<HistoryRow | undefined>(
    (row, told, n) => {
      const [type, { data = {}, by = 'system', channel = 'system' }] = typeof told === 'string' ? [told, {}] : told
      const event = seen(type, data, { occurredAt: at(n) })
      const metadata = { ...event.metadata, occurredAt: at(n), actorKind: by, channel } as typeof event.metadata
      return histories.touches({ ...event, metadata })[0]!.change(row)
    },
    undefined,
  )!

export const asked = (mugs: number, lamps = 0) =>
  ['SubmissionStarted', { data: { lines: lines(mugs, lamps) } }] as const
export const approved = (mugs: number, declined: ReadonlyArray<object> = []) =>
  ['RequestApproved', { data: { lines: lines(mugs), declined } }] as const
