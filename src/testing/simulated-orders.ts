/** An order directory in memory, for tests and examples: give it the facts, or a function that finds them. */
import * as O from 'fp-ts/lib/Option.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { OrderFacts } from '../domain/values/order-facts.js'
import type { OrderDirectory } from '../ports/order-directory.js'

export interface SimulatedOrders extends OrderDirectory {
  readonly add: (...orders: ReadonlyArray<OrderFacts>) => void
  /** Orders asked for so far: the library asks once per order. */
  readonly asked: ReadonlyArray<string>
  /** From now on every question fails, until it is set back. */
  readonly goDown: (down: boolean) => void
}

export const simulatedOrders = (...orders: ReadonlyArray<OrderFacts>): SimulatedOrders => {
  const known = new Map<string, OrderFacts>()
  const asked: Array<string> = []
  let isDown = false
  const add = (...more: ReadonlyArray<OrderFacts>): void => {
    for (const order of more) known.set(order.orderId, order)
  }
  add(...orders)
  return {
    add,
    asked,
    goDown: (down) => {
      isDown = down
    },
    order: (orderId) => {
      asked.push(orderId)
      return isDown
        ? TE.left({ _tag: 'OrderDirectoryUnavailable', reason: 'simulated outage' })
        : TE.right(O.fromNullable<unknown>(known.get(orderId)))
    },
  }
}
