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
