/**
 * A process of its own that runs a shop: customers, staff and workers on the files of a folder, with a provider that
 * lives in the parent process. It can be killed at any moment; the next life of its lane goes on with the same cases.
 * Everything it does carries a fixed command id, as a client's form or job would.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { setTimeout as pause } from 'node:timers/promises'
import {
  openSqliteEventStore,
  openSqliteKeyRing,
  openSqliteReadModelStore,
} from '../../../src/adapters/sqlite/index.js'
import { randomIds } from '../../../src/adapters/node/index.js'
import {
  createAfterSales,
  describe,
  orThrow,
  policiesFrom,
  retryThenPark,
  type AfterSalesException,
  type CaseView,
  type PaymentProvider,
  type RefundInstruction,
} from '../../../src/index.js'
import { plainHabits } from '../../../src/testing/simulated-payments.js'
import { filesIn, ordersOfTest, policyOfTest, quickClock, type Call, type Job, type News } from './refund-shop.js'

const job = JSON.parse(process.argv[2] ?? '') as Job
const { folder, lane } = job
const tell = (news: News): void => void process.send!(news)

const clock = quickClock(job.startedAt)
const files = filesIn(folder)
const store = await openSqliteEventStore({ file: files.log, now: clock.now, pollMs: 10 })
const keyRing = await openSqliteKeyRing({ file: files.keys })
const readModels = await openSqliteReadModelStore({ file: files.rows })

const stop = new AbortController()
const waiting = new Map<number, (answer: unknown) => void>()
let calls = 0
process.on('message', (said: { readonly id: number; readonly answer: unknown } | 'stop') => {
  if (said === 'stop') return stop.abort()
  waiting.get(said.id)?.(said.answer)
  waiting.delete(said.id)
})
/** Asks the parent. What it does not answer is never answered: that is for the library to notice. */
const ask =
  <A>(what: Call['call']) =>
  (instruction: RefundInstruction) =>
  () =>
    new Promise<A>((resolve) => {
      const id = ++calls
      waiting.set(id, resolve as (answer: unknown) => void)
      tell({ id, call: what, instruction })
    })

const payments: PaymentProvider = {
  name: plainHabits.name,
  capabilities: plainHabits.capabilities,
  submit: ask('submit'),
  lookup: ask('lookup'),
}
const afterSales = createAfterSales({
  ...{ store, keyRing, readModels, payments, clock },
  ids: randomIds,
  orders: ordersOfTest,
  policies: orThrow(policiesFrom([policyOfTest])),
})
const { requests, returns, refunds, getCase } = afterSales.promises

const customer = { actor: { kind: 'customer', id: 'customer-7' } } as const
const warehouse = { actor: { kind: 'warehouse', id: 'dock-2' } } as const
const finance = { actor: { kind: 'finance', id: 'finance-1' } } as const

/** Everything that people can do with a case as it stands. True when it is over. */
const goOn = async (n: number, view: CaseView | undefined): Promise<boolean> => {
  const requestId = `${lane}-${n}`
  const as = <C extends object>(caller: C, what: string) => ({ ...caller, commandId: `${requestId} ${what}` })
  const line = { lineId: `mug-${lane}`, quantity: 2 }
  if (view === undefined) {
    const remedy = n % 2 === 0 ? 'refund_only' : 'return_refund'
    const lines = [{ ...line, reason: 'OT_OTHER' }]
    await requests.open({ requestId, orderId: `#${n}`, remedy, lines, note: 'please' }, as(customer, 'open'))
    return false
  }
  const { request } = view
  if (request.status === 'resolved') return true
  if (request.status === 'draft') await requests.submit({ requestId }, as(customer, 'submit'))
  const { returnId } = request
  // Approved and not told to the return yet: a worker will.
  if (returnId !== undefined && view.returns[0] !== undefined && view.returns[0].status !== 'completed') {
    await returns.receiveParcel({ returnId, receiptId: 'P-1', lines: [line] }, as(warehouse, 'receive'))
    const seen = { lineId: line.lineId, accepted: 2, rejected: 0, grade: 'A_NEW_SEALED' } as const
    await returns.inspect({ returnId, inspectionId: 'I-1', lines: [seen] }, as(warehouse, 'inspect'))
    const shelf = [{ ...line, code: 'RESTOCK' as const }]
    await returns.dispose({ returnId, dispositionId: 'D-1', lines: shelf }, as(warehouse, 'dispose'))
  }
  for (const { refundId, status, legs } of view.refunds) {
    if (status === 'pending_approval') await refunds.approve({ refundId }, as(finance, `approve ${refundId}`))
    for (const { legId, status: leg, epoch, checks } of legs) {
      const one = { refundId, legId }
      if (leg === 'failed') await refunds.retryLeg(one, as(finance, `retry ${refundId} ${legId} ${epoch}`))
      if (leg === 'processing') await refunds.checkLeg(one, as(finance, `check ${refundId} ${legId} ${checks}`))
    }
  }
  return false
}

/** What may come between looking and doing. */
const RACES = new Set(['RequestUnknown', 'LegNotFailed', 'LegNotInFlight', 'RefundNotOpen'])

const runCase = async (n: number): Promise<void> => {
  tell({ began: n })
  while (!stop.signal.aborted) {
    try {
      const view = await getCase(`${lane}-${n}`).catch((cause: AfterSalesException) => {
        if (cause.error._tag === 'RequestUnknown') return undefined
        throw cause
      })
      if (await goOn(n, view)) return tell({ done: n })
    } catch (cause) {
      const { error } = cause as AfterSalesException
      if (error === undefined) tell({ wrong: String((cause as Error).stack) })
      else if (!RACES.has(error._tag) && !describe(error).retryable) tell({ wrong: JSON.stringify(error) })
    }
    await pause(15)
  }
}

/** Two cases at a time, what an earlier life left first. */
const cases = [...job.unfinished]
let { next } = job
const customers = async (): Promise<void> => {
  while (!stop.signal.aborted) {
    const n = cases.shift() ?? (job.onlyFinish ? undefined : next++)
    if (n === undefined) return
    await runCase(n)
  }
}

tell({ ready: true })
const working: Promise<Either<unknown, void>> = afterSales.start({
  signal: stop.signal,
  onFailure: retryThenPark(5),
  sweepMs: 5_000,
  leaseSeconds: 15,
})()
await Promise.all([customers(), customers(), working])
const ended = await working
if (ended._tag === 'Left') tell({ wrong: JSON.stringify(ended.left) })
await Promise.all([store.close(), keyRing.close(), readModels.close()])
process.disconnect()
