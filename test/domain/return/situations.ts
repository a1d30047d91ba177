/** Where a return stands, as the events that led there. */
import { Return } from '../../../src/domain/return/index.js'
import type { ReturnStatus } from '../../../src/domain/return/state.js'
import * as given from '../../../src/testing/builders/return.js'
import { spec } from '../../../src/testing/spec.js'

export const goods = spec(Return)

export const authorized = goods.given(given.returnAuthorized())
/** Two lines, for what only happens with more than one. */
export const twoLines = goods.given(
  given.returnAuthorized({
    lines: [
      { lineId: 'shirt', quantity: 3 },
      { lineId: 'mug', quantity: 1 },
    ],
  }),
)
export const inTransit = authorized.given(given.parcelShipped())
export const shirts = (quantity: number) => [{ lineId: 'shirt', quantity }]
export const partlyReceived = authorized.given(given.parcelReceived({ lines: shirts(2) }))
export const received = authorized.given(given.parcelReceived())
export const inspected = received.given(given.itemsInspected())
export const completed = inspected.given(given.itemsDisposed(), given.returnCompleted())
export const expired = authorized.given(given.returnExpired())
export const canceled = authorized.given(given.returnCanceled())

export const everyStatus: ReadonlyArray<readonly [ReturnStatus, typeof authorized]> = [
  ['authorized', authorized],
  ['in_transit', inTransit],
  ['partially_received', partlyReceived],
  ['received', received],
  ['inspected', inspected],
  ['completed', completed],
  ['expired', expired],
  ['canceled', canceled],
]
export const open = everyStatus.slice(0, 5)
export const ended = everyStatus.slice(5)

const theirs = (quantity: number) => ({ lineId: 'shirt', quantity, of: 'rejected' }) as const
/** One shirt accepted, two rejected. */
export const mixed = received.given(
  given.itemsInspected({ lines: [{ lineId: 'shirt', accepted: 1, rejected: 2, grade: 'D_USED_WORN' }] }),
)
/** The accepted one is back on its shelf, the others wait to go back to the customer. */
export const waiting = mixed.given(
  given.itemsDisposed({
    lines: [
      { lineId: 'shirt', quantity: 1, code: 'RESTOCK', of: 'accepted' },
      { ...theirs(2), code: 'RETURN_TO_CUSTOMER' },
    ],
  }),
)
export const refused = authorized.given(given.parcelRefused())
