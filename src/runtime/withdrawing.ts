/** Taking back a statement that was reconciled by mistake, in one commit with everything that it had changed. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { border } from '../domain/kernel/border.js'
import { record, text } from '../domain/kernel/codec.js'
import type { ReadModelStore } from '../ports/read-model-store.js'
import { exceptionKey, exceptionSort } from '../projections/reconciliation/exceptions.js'
import { withdrawn, type Withdrawn } from '../projections/reconciliation/withdraw.js'
import type { AfterSalesError } from './errors.js'
import { exceptionsTable, queueIn } from './reading/exceptions.js'
import { put, reconciliationName, statementsTable } from './reconciling.js'
import type { Runtime } from './runtime.js'

export type WithdrawStatement = (asked: { readonly statementId: string }) => TaskEither<AfterSalesError, Withdrawn>

const LONGEST_ID = 100
const checkAsked = border(
  'WithdrawStatement',
  record('WithdrawStatement', { statementId: text('StatementId', 1, LONGEST_ID) }),
)

export const withdrawerOf =
  ({ tenant }: Pick<Runtime, 'tenant'>, readModels: ReadModelStore | undefined): WithdrawStatement =>
  (asked) =>
  async () => {
    const checked = checkAsked(asked)
    if (E.isLeft(checked)) return checked
    if (readModels === undefined) return E.left({ _tag: 'ReadModelsMissing' })
    const { statementId } = checked.right
    const name = reconciliationName(tenant)
    const before = await readModels.checkpoint(name)()
    if (E.isLeft(before)) return before
    const known = await readModels.get(statementsTable(tenant), statementId)()
    if (E.isLeft(known)) return known
    if (O.isNone(known.right)) return E.left({ _tag: 'StatementUnknown' })
    const queue = await queueIn(readModels, tenant)
    if (E.isLeft(queue)) return queue
    const result = withdrawn(queue.right, statementId)
    const committed = await readModels.commit({
      ...{ name, expected: O.isNone(before.right) ? 0 : before.right.value.version, checkpoint: statementId },
      changes: [
        { _tag: 'Delete', table: statementsTable(tenant), key: statementId },
        ...result.removed.map(
          (row) => ({ _tag: 'Delete', table: exceptionsTable(tenant), key: exceptionKey(row) }) as const,
        ),
        ...result.reopened.map((row) => put(exceptionsTable(tenant), exceptionKey(row), exceptionSort(row), row)),
      ],
    })()
    return E.isLeft(committed) ? committed : E.right(result)
  }
