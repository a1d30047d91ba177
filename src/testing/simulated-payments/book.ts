/**
 * The books of the simulated provider: every refund it took, and every movement of money. Nothing is ever taken out, so
 * a payment that was made twice stands here twice, whatever the provider or the library believe.
 */
import assert from 'node:assert/strict'
import type { ProviderAnswer } from '../../ports/payment-provider.js'
import type { Payment } from './behavior.js'

type Status = 'processing' | 'paid' | 'declined' | 'reversed'

/** One refund at the provider. */
export interface Entry {
  readonly payment: Payment
  readonly providerRef: string
  readonly takenAtMs: number
  status: Status
  /** Why it was declined or came back. */
  code: string
}

export interface PaymentBook {
  /** What was paid and has not come back, once per key. */
  readonly paid: ReadonlyMap<string, Payment>
  /** Every payment that was made, in order; one that was made twice is here twice. */
  readonly payments: ReadonlyArray<Payment>
  /** What came back, in order. */
  readonly reversals: ReadonlyArray<Payment>
  readonly paidTotal: () => number
  /** The latest refund under a key. */
  readonly find: (key: string) => Entry | undefined
  /** Taken again under a key that was forgotten, a refund is one more: each is settled and paid. */
  readonly take: (payment: Payment, status: Status, takenAtMs: number, code?: string) => Entry
  readonly settle: (key: string, how: 'succeed' | 'fail', code?: string) => void
  readonly reverse: (key: string, code: string) => void
  /** Keys of the refunds that are under way. */
  readonly processing: () => ReadonlyArray<string>
}

/** The provider's own name for the refund under a key. */
export const simulatedReference = (key: string): string => `sim_${key.slice(0, 13)}`

const sum = (payments: ReadonlyArray<Payment>): number => payments.reduce((total, { minor }) => total + minor, 0)

export const paymentBook = (): PaymentBook => {
  const entries = new Map<string, Entry>()
  const underWay = new Map<string, ReadonlyArray<Entry>>()
  const paid = new Map<string, Payment>()
  const payments: Array<Payment> = []
  const reversals: Array<Payment> = []

  const pay = (payment: Payment): void => {
    paid.set(payment.key, payment)
    payments.push(payment)
  }
  return {
    paid,
    payments,
    reversals,
    paidTotal: () => sum(payments) - sum(reversals),
    find: (key) => entries.get(key),
    take: (payment, status, takenAtMs, code = '') => {
      const entry = { payment, providerRef: simulatedReference(payment.key), takenAtMs, status, code }
      entries.set(payment.key, entry)
      if (status === 'paid') pay(payment)
      if (status === 'processing') underWay.set(payment.key, [...(underWay.get(payment.key) ?? []), entry])
      return entry
    },
    settle: (key, how, code = 'refund_failed') => {
      const open = underWay.get(key)
      assert.ok(open !== undefined, `no refund ${key} is under way`)
      underWay.delete(key)
      for (const entry of open) {
        entry.status = how === 'succeed' ? 'paid' : 'declined'
        if (how === 'succeed') pay(entry.payment)
        else entry.code = code
      }
    },
    reverse: (key, code) => {
      const entry = entries.get(key)
      assert.ok(entry?.status === 'paid', `the refund ${key} is ${entry?.status ?? 'unknown'}, not paid`)
      entry.status = 'reversed'
      entry.code = code
      paid.delete(key)
      reversals.push(entry.payment)
    },
    processing: () => [...underWay.keys()],
  }
}

/** How a refund stands, in the words of the port. */
export const answerOf = ({ payment, providerRef, status, code }: Entry): ProviderAnswer => {
  const { minor, currency } = payment
  switch (status) {
    case 'processing':
      return { _tag: 'Processing', providerRef }
    case 'paid':
      return { _tag: 'Succeeded', providerRef, minor, currency }
    case 'declined':
      return { _tag: 'Declined', code }
    case 'reversed':
      return { _tag: 'Reversed', providerRef, minor, currency, code }
  }
}
