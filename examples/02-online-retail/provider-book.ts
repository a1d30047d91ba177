/**
 * The payment provider with its books in a file of its own, as if it were another company: the run may be killed, the
 * provider remembers what it paid. So "nothing twice" is compared with somebody who does not read our log.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import type { PaymentProvider } from 'after-sales'
import { simulatedPayments, type Payment } from 'after-sales/testing'

export interface ProviderBook {
  readonly provider: PaymentProvider
  readonly paidTotal: () => number
  readonly payments: () => number
}

/** A payment is in the book before its answer goes out. A killed process loses no line; a power cut may. */
export const providerBook = (file: string): ProviderBook => {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const before = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Payment)
  const simulated = simulatedPayments({ remembering: before })
  return {
    provider: {
      ...simulated,
      submit: (instruction) => async () => {
        const isNew = !simulated.paid.has(instruction.key)
        const answer = await simulated.submit(instruction)()
        const payment = simulated.paid.get(instruction.key)
        if (isNew && payment !== undefined && E.isRight(answer)) appendFileSync(file, `${JSON.stringify(payment)}\n`)
        return answer
      },
    },
    paidTotal: simulated.paidTotal,
    payments: () => simulated.paid.size,
  }
}
