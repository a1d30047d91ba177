/** Requests by order, customer or status, or of a period: read from their list, and nothing beside it. */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { border } from '../../domain/kernel/border.js'
import { oneOf, record, type Limit } from '../../domain/kernel/codec.js'
import { requestLifecycle } from '../../domain/request/lifecycle.js'
import type { RequestStatus } from '../../domain/request/state.js'
import type { Instant } from '../../domain/values/instant.js'
import { caseFiles } from '../../projections/case-files/case-files.js'
import { latestFirstIn } from '../../projections/in-order.js'
import type { AfterSalesError } from '../errors.js'
import { entriesOf, type CaseEntry } from './case-entries.js'
import type { Page, PageOptions, Reader } from './pages.js'
import { checkPeriod, type Period } from './period.js'

/**
 * One of these, of a period or of all time: when they were opened, or came into the status. Or a period alone, of all
 * requests: what begins somewhere or ends somewhere.
 */
export type CasesWanted =
  | (Period & ({ readonly orderId: string } | { readonly customerId: string } | { readonly status: RequestStatus }))
  | (Period & ({ readonly from: Instant } | { readonly to: Instant }))

const STATUSES = [...new Set(requestLifecycle.flatMap(([from, , to]) => [from, to]))].filter((one) => one !== 'none')
const checkStatus = border('Requests', record('Requests', { status: oneOf('Status', STATUSES) }))

const ONE_OF_THEM: Limit = {
  _tag: 'Rule',
  code: 'ONE_OF_THEM',
  sentence: {
    en: 'must come alone: one of `orderId`, `customerId` and `status`',
    zh: '只能给出 `orderId`、`customerId`、`status` 三者之一',
  },
}

export const requestsOf =
  ({ page }: Reader) =>
  (wanted: CasesWanted, options?: PageOptions): TaskEither<AfterSalesError, Page<CaseEntry>> =>
  async () => {
    const { from, to, orderId, customerId, status } = { ...wanted } as Readonly<Record<string, unknown>>
    const period = checkPeriod({ from, to })
    if (E.isLeft(period)) return period
    const [, second] = Object.entries({ orderId, customerId, status }).filter(([, value]) => value !== undefined)
    if (second !== undefined)
      return E.left({ _tag: 'InvalidInput', subject: 'Requests', problems: [{ field: second[0], limit: ONE_OF_THEM }] })
    const ofPeriod = { stretch: latestFirstIn(period.right.from, period.right.to) }
    if (orderId !== undefined) return entriesOf(await page(caseFiles, 'orders', { orderId }, options, ofPeriod))
    if (customerId !== undefined)
      return entriesOf(await page(caseFiles, 'customers', { customerId }, options, ofPeriod))
    if (status === undefined && (from !== undefined || to !== undefined))
      return entriesOf(await page(caseFiles, 'opened', {}, options, ofPeriod))
    const known = checkStatus({ status })
    if (E.isLeft(known)) return known
    return entriesOf(
      await page(caseFiles, 'statuses', { status }, options, {
        stretch: { first: period.right.from, beyond: period.right.to },
      }),
    )
  }
