/** What must hold after the kills, from the files and the provider's books alone. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import {
  openSqliteEventStore,
  openSqliteKeyRing,
  openSqliteReadModelStore,
} from '../../../src/adapters/sqlite/index.js'
import { randomIds, systemClock } from '../../../src/adapters/node/index.js'
import { createAfterSales, orThrow, policiesFrom, verifyLog } from '../../../src/index.js'
import type { SimulatedPayments } from '../../../src/testing/simulated-payments.js'
import { database } from './database.js'
import { filesIn, ordersOfTest, policyOfTest } from './refund-shop.js'

/** Each role has committed the whole log. */
export const isEverythingHandled = async (folder: string): Promise<boolean> => {
  const files = filesIn(folder)
  const rows = await openSqliteReadModelStore({ file: files.rows })
  const log = database(files.log)
  const { last } = log.prepare('SELECT max(position) AS last FROM events').get() as { readonly last: number | null }
  log.close()
  let isHandled = true
  for (const role of ['reactions', 'effects', 'timers', 'projections']) {
    const stored = orThrow(await rows.checkpoint(`${role}@main`)())
    const position = O.isNone(stored) ? undefined : (JSON.parse(stored.value.value) as { position?: string }).position
    isHandled &&= position === String(last)
  }
  await rows.close()
  return isHandled
}

const sumBy = <A>(list: Iterable<A>, keyOf: (one: A) => string, minorOf: (one: A) => number): Map<string, number> => {
  const sums = new Map<string, number>()
  for (const one of list) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + minorOf(one))
  return sums
}

export const checkBooks = async (folder: string, payments: SimulatedPayments, requests: ReadonlyArray<string>) => {
  const files = filesIn(folder)
  const store = await openSqliteEventStore({ file: files.log, now: systemClock.now })
  const keyRing = await openSqliteKeyRing({ file: files.keys })
  const readModels = await openSqliteReadModelStore({ file: files.rows })
  const { getCase, getOrder, operations } = createAfterSales({
    ...{ store, keyRing, readModels, payments, clock: systemClock, ids: randomIds, orders: ordersOfTest },
    policies: orThrow(policiesFrom([policyOfTest])),
  }).promises
  const problems: Array<string> = []
  const expectThat = (holds: boolean, what: string): void => void (holds || problems.push(what))

  const verified = await verifyLog(store)
  expectThat(E.isRight(verified), `the chain: ${JSON.stringify(verified)}`)
  for (const file of Object.values(files)) {
    const opened = database(file)
    const { integrity_check } = opened.prepare('PRAGMA integrity_check').get() as { readonly integrity_check: string }
    expectThat(integrity_check === 'ok', `${file}: ${integrity_check}`)
    opened.close()
  }

  const executed = sumBy(
    payments.payments,
    ({ key }) => key,
    () => 1,
  )
  for (const [key, times] of executed) expectThat(times === 1, `${key} was paid ${times} times`)
  const paidOf = sumBy(
    payments.paid.values(),
    ({ orderId }) => orderId,
    ({ minor }) => minor,
  )

  let resubmitted = 0
  const keys = new Set<string>()
  for (const requestId of requests) {
    const { request, refunds, notes } = await getCase(requestId)
    expectThat(request.status === 'resolved', `${requestId} is ${request.status}`)
    expectThat(notes[0]?.note._tag === 'Clear', `the note of ${requestId} is ${notes[0]?.note._tag}`)
    expectThat(refunds.length === 1, `${requestId} has ${refunds.length} refunds`)
    for (const { refundId, status, legs } of refunds) {
      expectThat(status === 'succeeded', `${refundId} is ${status}`)
      for (const leg of legs) {
        if (leg.attemptsOfKey > 1) resubmitted += 1
        expectThat(payments.paid.get(leg.key!)?.minor === leg.minor, `${refundId} ${leg.legId} is not in the books`)
        keys.add(leg.key!)
      }
    }
  }
  for (const key of executed.keys()) expectThat(keys.has(key), `${key} was paid, and no leg knows it`)

  for (const orderId of new Set(requests.map((requestId) => `#${requestId.slice(2)}`))) {
    const { tenders, lines } = await getOrder(orderId)
    const settled = tenders.reduce((sum, t) => sum + t.settled, 0)
    expectThat(settled === (paidOf.get(orderId) ?? 0), `${orderId}: ${settled} settled, ${paidOf.get(orderId)} paid`)
    expectThat(
      tenders.every(({ reserved }) => reserved === 0),
      `${orderId} still reserves money`,
    )
    expectThat(
      lines.every(({ held }) => held === 0),
      `${orderId} still holds units`,
    )
  }
  const { attention, parked, quarantinedNotices } = await operations.health()
  expectThat(attention + parked + quarantinedNotices === 0, 'something waits for a person')
  await Promise.all([store.close(), keyRing.close(), readModels.close()])
  return { problems, paid: payments.payments.length, resubmitted }
}
