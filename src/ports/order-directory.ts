/** Where the library asks for the facts of an order, once per order, when the first request touches it. */
import type { Option } from 'fp-ts/lib/Option.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

export interface OrderDirectoryError {
  readonly _tag: 'OrderDirectoryUnavailable'
  readonly reason: string
}

export interface OrderDirectory {
  /** The facts as `OrderFacts` has them. They are checked at this border, whatever their type says. */
  readonly order: (orderId: string) => TaskEither<OrderDirectoryError, Option<unknown>>
}
