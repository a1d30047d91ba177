/**
 * The payment provider with its books in a file of its own, as if it were another company: the run may be killed, the
 * provider remembers what it paid. So "nothing twice" is compared with somebody who does not read our log.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import type { Clock, PaymentProvider } from 'after-sales'
import { simulatedPayments, type Payment } from 'after-sales/testing'

/** A payment and the day on which it was made, such as `2011-03-20`. */
export interface BookedPayment extends Payment {
  readonly date: string
}

export interface ProviderBook {
  /** Lanes work at different times of the data: the provider's day is that of whoever calls. */
  readonly providerFor: (clock: Pick<Clock, 'now'>) => PaymentProvider
  readonly paidTotal: () => number
  readonly payments: () => number
  /** In the order in which they were made. */
  readonly entries: () => Iterable<BookedPayment>
}

const DAY_LENGTH = 10

/** A payment is in the book before its answer goes out. A killed process loses no line; a power cut may. */
export const providerBook = (file: string): ProviderBook => {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const before = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as BookedPayment)
  const simulated = simulatedPayments({ remembering: before })
  const entries = [...before]
  return {
    providerFor: (clock) => ({
      ...simulated,
      submit: (instruction) => async () => {
        const isNew = !simulated.paid.has(instruction.key)
        const answer = await simulated.submit(instruction)()
        const payment = simulated.paid.get(instruction.key)
        if (isNew && payment !== undefined && E.isRight(answer)) {
          const booked = { ...payment, date: clock.now().slice(0, DAY_LENGTH) }
          appendFileSync(file, `${JSON.stringify(booked)}\n`)
          entries.push(booked)
        }
        return answer
      },
    }),
    paidTotal: simulated.paidTotal,
    payments: () => simulated.paid.size,
    entries: () => entries,
  }
}
