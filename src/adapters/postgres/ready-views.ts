/**
 * The read models as people of finance and service query them: a list of views with typed columns, ready to be given to
 * the store. A test holds the list to the versions of the read models and to the table in the README.
 */
import { STREAM_PREFIX } from '../../domain/values/ids.js'
import type { CaseFile } from '../../projections/case-files/case-files.js'
import { EVERYBODY } from '../../projections/case-files/queues.js'
import { DEPARTMENTS } from '../../projections/case-files/waiting.js'
import type { Clearing, TenderClearing } from '../../projections/clearing/clearing.js'
import type { HistoryRow } from '../../projections/histories/history-row.js'
import { inOrder } from '../../projections/in-order.js'
import type { Account, Entry } from '../../projections/ledger/account.js'
import type { Payment } from '../../projections/payments/payments.js'
import { tableOfModel, type ReadModel } from '../../projections/read-model.js'
import type { Exception } from '../../projections/reconciliation/exceptions.js'
import type { Doing } from '../../projections/trail/doings.js'
import type { CaseStream } from '../../projections/trail/streams.js'
import { exceptionsTable } from '../../runtime/reading/exceptions.js'
import type { Column, ColumnType, View, Views } from './views.js'

/** Where in a row something is: the compiler holds it to the row, two steps deep. */
type PathIn<Row> = {
  readonly [Name in keyof Row & string]:
    | readonly [Name]
    | (NonNullable<Row[Name]> extends string | number | ReadonlyArray<unknown>
        ? never
        : readonly [Name, keyof NonNullable<Row[Name]> & string])
}[keyof Row & string]

const fieldOf =
  <Row>() =>
  (type: ColumnType, ...path: PathIn<Row>): Column => ({ type, path })

export interface ReadyView {
  /** What one line is, for the README. */
  readonly line: string
  /** The version whose rows the columns fit; absent where there are none. */
  readonly of?: Pick<ReadModel, 'name' | 'version'>
  readonly columns: View['columns']
  readonly each?: NonNullable<View['each']>
  readonly where?: (tenant: string) => Pick<View, 'keys' | 'through'>
}

const CASE_FILES = { name: 'case-files', version: 2 }
const CLEARING = { name: 'clearing', version: 1 }

const file = fieldOf<CaseFile>()
const [ofCase, where] = [
  { case_id: file('text', 'caseId'), order_id: file('text', 'orderId'), customer_id: file('text', 'customerId') },
  {
    ...{ status: file('text', 'status'), since: file('timestamptz', 'since') },
    ...{ opened_at: file('timestamptz', 'openedAt'), changed_at: file('timestamptz', 'changedAt') },
    ...{ waiting_for: file('text', 'waitingFor'), priority: file('text', 'priority') },
    due_at: file('timestamptz', 'dueAt'),
    ...{ assigned_to: file('text', 'assignedTo'), assigned_since: file('timestamptz', 'assignedSince') },
    ...{ minor: file('bigint', 'amount', 'minor'), currency: file('text', 'amount', 'currency') },
  },
]
const piece = { kind: file('text', 'kind'), id: file('text', 'id'), ...ofCase, ...where }

const payment = fieldOf<Payment>()
const account = fieldOf<Account>()
const entry = fieldOf<Entry>()
const refund = fieldOf<Clearing>()
const tender = fieldOf<TenderClearing>()
const history = fieldOf<HistoryRow>()
const stream = fieldOf<CaseStream>()
const doing = fieldOf<Doing>()
const exception = fieldOf<Exception>()

const ofRefund = {
  ...{ refund_id: refund('text', 'refundId'), order_id: refund('text', 'orderId') },
  ...{ case_id: refund('text', 'requestId'), currency: refund('text', 'currency') },
}

export const READY_VIEWS: Readonly<Record<string, ReadyView>> = {
  cases: {
    line: 'a case: the request',
    of: CASE_FILES,
    columns: { ...ofCase, ...where },
    where: (tenant) => ({ keys: `${STREAM_PREFIX}request-${tenant}.` }),
  },
  case_pieces: {
    line: 'a request, return, refund, replacement, repair or compensation',
    of: CASE_FILES,
    columns: piece,
  },
  waiting: {
    line: 'a piece of a case that waits for a department: the queues',
    of: CASE_FILES,
    columns: piece,
    where: (tenant) => {
      const [first, ...others] = Object.keys(DEPARTMENTS).map((department) => inOrder(department, EVERYBODY))
      return { through: { list: tableOfModel(CASE_FILES, tenant, 'queues'), places: [first!, ...others] } }
    },
  },
  histories: {
    line: 'a request: how it was decided, and what the customer got',
    of: { name: 'histories', version: 1 },
    columns: {
      ...{ case_id: history('text', 'requestId'), order_id: history('text', 'orderId') },
      ...{ customer_id: history('text', 'customerId'), remedy: history('text', 'remedy') },
      ...{ outcome: history('text', 'outcome'), merged_into: history('text', 'mergedInto') },
      ...{ refunded_minor: history('bigint', 'refunded'), currency: history('text', 'currency') },
      ...{ opened_at: history('timestamptz', 'openedAt'), submitted_at: history('timestamptz', 'submittedAt') },
      ...{ decided_at: history('timestamptz', 'decidedAt'), resolved_at: history('timestamptz', 'resolvedAt') },
      ...{ closed_at: history('timestamptz', 'closedAt'), last_contact_at: history('timestamptz', 'lastContactAt') },
      ...{ reasons: history('json', 'reasons'), channels: history('json', 'channels') },
      ...{ granted: history('json', 'granted'), declined: history('json', 'declined') },
      ...{ appeals: history('json', 'appeals'), platform_cases: history('json', 'platformCases') },
      ...{ benefits: history('json', 'benefits'), surveys: history('json', 'surveys') },
    },
  },
  payments: {
    line: 'a leg of a refund that was sent to a provider',
    of: { name: 'payments', version: 1 },
    columns: {
      ...{ refund_id: payment('text', 'refundId'), leg_id: payment('text', 'legId') },
      ...{ order_id: payment('text', 'orderId'), case_id: payment('text', 'requestId') },
      ...{ tender_id: payment('text', 'tenderId'), state: payment('text', 'state') },
      ...{ since: payment('timestamptz', 'since'), minor: payment('bigint', 'minor') },
      ...{ currency: payment('text', 'currency'), provider_key: payment('text', 'key'), code: payment('text', 'code') },
    },
  },
  ledger_entries: {
    line: 'an entry of the books; `n` counts those of an order or a compensation',
    of: { name: 'ledger', version: 1 },
    each: {
      path: ['entries'],
      rowColumns: {
        ...{ order_id: account('text', 'orderId'), compensation_id: account('text', 'compensationId') },
        currency: account('text', 'currency'),
      },
    },
    columns: {
      ...{ kind: entry('text', 'kind'), means: entry('text', 'means'), minor: entry('bigint', 'minor') },
      ...{ at: entry('timestamptz', 'at'), day: entry('date', 'at') },
      ...{ reference: entry('text', 'reference'), refund_id: entry('text', 'refundId') },
    },
  },
  clearing: {
    line: 'a refund that was proposed and not turned down, and what the customer owes of it',
    of: CLEARING,
    columns: {
      ...ofRefund,
      open_since: refund('timestamptz', 'since'),
      ...{ owed_minor: refund('bigint', 'owed', 'due'), owed_paid_minor: refund('bigint', 'owed', 'paid') },
      owed_canceled_minor: refund('bigint', 'owed', 'canceled'),
      owed_written_off_minor: refund('bigint', 'owed', 'writtenOff'),
    },
  },
  clearing_tenders: {
    line: 'a means of payment of a refund; what is still open is `due_minor - paid_minor - given_up_minor`',
    of: CLEARING,
    each: { path: ['tenders'], rowColumns: ofRefund },
    columns: {
      ...{ tender_id: tender('text', 'tenderId'), due_minor: tender('bigint', 'due') },
      ...{ paid_minor: tender('bigint', 'paid'), given_up_minor: tender('bigint', 'givenUp') },
    },
  },
  exceptions: {
    line: 'what did not agree with a statement of a provider; open where `closed_at` is empty',
    columns: {
      ...{ kind: exception('text', 'kind'), reference: exception('text', 'reference') },
      ...{ currency: exception('text', 'currency'), what: exception('text', 'what') },
      ...{ here_minor: exception('bigint', 'here'), there_minor: exception('bigint', 'there') },
      ...{ day: exception('date', 'day'), order_id: exception('text', 'orderId') },
      ...{ refund_id: exception('text', 'refundId'), statement_id: exception('text', 'statementId') },
      ...{ found_by: exception('text', 'foundBy'), found_at: exception('timestamptz', 'foundAt') },
      ...{ closed_why: exception('text', 'closed', 'why'), closed_at: exception('timestamptz', 'closed', 'at') },
      closed_by: exception('text', 'closed', 'statementId'),
    },
  },
  doings: {
    line: 'something that somebody decided: the event is number `revision` of its stream',
    of: { name: 'doings', version: 1 },
    columns: {
      ...{ actor_kind: doing('text', 'actorKind'), actor_id: doing('text', 'actorId'), at: doing('timestamptz', 'at') },
      ...{ stream: doing('text', 'stream'), revision: doing('bigint', 'revision') },
    },
  },
  case_streams: {
    line: 'a stream of the log that holds events of a case',
    of: { name: 'case-streams', version: 1 },
    columns: { case_id: stream('text', 'caseId'), stream: stream('text', 'stream') },
  },
}

/**
 * Views over the read models of a tenant, in SQL names, to be given to the store; the README says what they hold. Those of
 * another tenant than `main` have its name behind their own (`cases_outlet`), so that several may share a schema.
 *
 * @example
 * const readModels = await openPostgresReadModelStore({ pool, views: readyViews() })
 * // SELECT currency, sum(minor) FROM after_sales.ledger_entries WHERE kind = 'paid' AND day = '2026-03-20' GROUP BY 1
 */
export const readyViews = (tenant = 'main'): Views =>
  Object.fromEntries(
    Object.entries(READY_VIEWS).map(([name, { of, columns, each, where: only }]): readonly [string, View] => [
      tenant === 'main' ? name : `${name}_${tenant}`,
      {
        table: of === undefined ? exceptionsTable(tenant) : tableOfModel(of, tenant),
        plain: true,
        columns,
        ...(each === undefined ? {} : { each }),
        ...only?.(tenant),
      },
    ]),
  )
