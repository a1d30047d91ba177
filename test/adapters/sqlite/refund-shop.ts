/** What the kill test and its processes agree on: files, orders, policy, a quick clock, and what they tell each other. */
import * as O from 'fp-ts/lib/Option.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { join } from 'node:path'
import { systemClock } from '../../../src/adapters/node/index.js'
import { instantOf, type Clock, type OrderDirectory, type RefundInstruction } from '../../../src/index.js'
import { simplePolicy } from '../../../src/testing/simple-policy.js'

export const LANES = ['a', 'b', 'c'] as const

/** What a process is to do. */
export interface Job {
  readonly folder: string
  readonly lane: string
  readonly startedAt: number
  readonly unfinished: ReadonlyArray<number>
  readonly next: number
  readonly onlyFinish: boolean
}

export interface Call {
  readonly id: number
  readonly call: 'submit' | 'lookup'
  readonly instruction: RefundInstruction
}

export type News =
  Call | { readonly ready: true } | { readonly began: number } | { readonly done: number } | { readonly wrong: string }

export const filesIn = (folder: string) => ({
  log: join(folder, 'log.db'),
  keys: join(folder, 'keys.db'),
  rows: join(folder, 'rows.db'),
})

/** A minute of the shop in a second, for all processes alike: a refund that nobody answers is asked about in a second. */
const SPEED = 60
const EPOCH_MS = Date.UTC(2026, 0, 5, 9)

export const quickClock = (startedAt: number): Clock => ({
  now: () => instantOf(EPOCH_MS + (Date.now() - startedAt) * SPEED),
  sleep: (ms, signal) => systemClock.sleep(ms / SPEED, signal),
})

const everything = [{ minor: 1_000_000, currency: 'EUR' }]
const simple = simplePolicy('EUR')

/** Requests are approved by rule; refunds above 50.00 by a person. */
export const policyOfTest = simplePolicy('EUR', {
  automatic: [{ ruleId: 'AUTO-ALL', verdict: 'approve', atMost: everything }],
  refunds: {
    ...simple.refunds,
    approvalFreeUpTo: [{ minor: 5_000, currency: 'EUR' }],
    secondApprovalAbove: everything,
    answerWithinSeconds: 60,
  },
})

/** Each order has a line for every lane, so that all processes write to it; every other one was paid two ways. */
export const ordersOfTest: OrderDirectory = {
  order: (orderId) => {
    const n = Number(orderId.slice(1))
    const lines = LANES.map((lane, i) => ({
      lineId: `mug-${lane}`,
      sku: `MUG-${lane}`,
      quantity: 2,
      goods: 2_999 + ((n * 1_237 + i * 611) % 5_000),
    }))
    const total = lines.reduce((sum, { goods }) => sum + goods, 499)
    const gift = n % 3 === 0 ? Math.floor(total / 3) : 0
    return TE.right(
      O.some({
        orderId,
        customerId: 'customer-7',
        currency: 'EUR',
        orderedAt: instantOf(EPOCH_MS - 86_400_000),
        lines,
        shipping: 499,
        tenders: [
          { tenderId: 'card', kind: 'card', captured: total - gift },
          ...(gift === 0 ? [] : [{ tenderId: 'gift', kind: 'gift_card', captured: gift }]),
        ],
      }),
    )
  },
}
