/** Stored format. Add versions, never edit one. A line of an order, as every event of it writes one. */
import type * as t from 'io-ts'
import { record } from '../kernel/codec.js'
import { HostId } from '../values/ids.js'
import { Minor } from '../values/money.js'
import { Quantity } from '../values/quantity.js'

/** A line with its share of every order-level amount, fixed for ever when the order is registered. */
export const RegisteredLine = record(
  'RegisteredLine',
  { lineId: HostId, sku: HostId, quantity: Quantity, goods: Minor },
  { discount: Minor, tax: Minor, duty: Minor, fee: Minor },
)
export type RegisteredLine = t.TypeOf<typeof RegisteredLine>
