/** A ledger of any size, as the workers would have made it, and the statement that agrees with it. */
import { orThrow, type Instant } from 'after-sales'
import { memoryReadModelStore } from 'after-sales/adapters/memory'
import { statementText, type StatementEntry } from 'after-sales/testing'
import type { ReadModelStore } from '../../src/ports/read-model-store.js'
import { inOrder } from '../../src/projections/in-order.js'
import type { Account } from '../../src/projections/ledger/account.js'
import { ledger } from '../../src/projections/ledger/ledger.js'
import { tableOfModel } from '../../src/projections/read-model.js'
import { markOf, marked } from '../../src/runtime/projecting/marks.js'
import type { ReadModel } from '../../src/projections/read-model.js'

const DAYS = 31

/** One refund for each order, over 0.01, 0.02 and so on, spread over January. */
export const readModelStoreOf = async (
  refunds: number,
  minorOf = (n: number) => n + 1,
  readModels: ReadModelStore = memoryReadModelStore(),
): Promise<{ readonly readModels: ReadModelStore; readonly text: string }> => {
  const model = ledger as unknown as ReadModel
  const lines: Array<StatementEntry> = []
  const changes = [marked(markOf(model, 1), 'main')]
  for (let n = 0; n < refunds; n++) {
    const day = `2026-01-${String((n % DAYS) + 1).padStart(2, '0')}`
    const at = `${day}T10:00:00.000Z` as Instant
    const entry = {
      kind: 'paid',
      at,
      means: 'card',
      minor: minorOf(n),
      reference: `re_${n}`,
      refundId: `f-${n}`,
    } as const
    const account: Account = {
      orderId: `o-${n}`,
      currency: 'EUR',
      tenders: [],
      reroutes: [],
      funded: [],
      entries: [entry],
    }
    const key = inOrder('order', account.orderId)
    changes.push({
      _tag: 'Put',
      table: tableOfModel(ledger, 'main'),
      row: { key, sort: ledger.order.place(account), value: JSON.stringify(account) },
    })
    for (const [list, places] of Object.entries(ledger.lists))
      for (const place of places(account))
        changes.push({
          _tag: 'Put',
          table: tableOfModel(ledger, 'main', list),
          row: { key: inOrder(key, place), sort: place, value: key },
        })
    lines.push({ reference: `re_${n}`, kind: 'refund', minor: minorOf(n), currency: 'EUR', date: day })
  }
  orThrow(await readModels.commit({ name: 'ledger', expected: 0, checkpoint: '', changes })())
  return { readModels, text: statementText(lines) }
}
