/** Stored format. Add versions, never edit one. A line of an order, as every event of it writes one. */
import type * as t from 'io-ts'
import { record } from '../kernel/codec.js'
import { Funded } from '../values/funding.js'
import { HostId } from '../values/ids.js'
import { Minor } from '../values/money.js'
import { Quantity } from '../values/quantity.js'

const sold = { lineId: HostId, sku: HostId, quantity: Quantity, goods: Minor }
const also = { discount: Minor, tax: Minor, duty: Minor, fee: Minor }

/** A line added later: what was taken off it is the shop's own matter. As the first version of all events wrote lines. */
export const OwnLine = record('RegisteredLine', sold, also)
export type OwnLine = t.TypeOf<typeof OwnLine>

/** A line with its share of every order-level amount, fixed for ever when the order is registered. */
export const RegisteredLine = record('RegisteredLine', sold, {
  ...also,
  /** What others than the shop pay of `discount`. */
  funded: Funded,
})
export type RegisteredLine = t.TypeOf<typeof RegisteredLine>
