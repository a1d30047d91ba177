/** What must hold when everything has come to its end: books, rows and chains, each made again from the log alone. */
import * as E from 'fp-ts/lib/Either.js'
import { reactions } from '../../domain/reactions/index.js'
import { reactionCommandId } from '../../domain/values/ids.js'
import type { Instant } from '../../domain/values/instant.js'
import type { EventStore, StoredEvent } from '../../ports/event-store.js'
import type { ReadModelStore, RowChange } from '../../ports/read-model-store.js'
import { attention } from '../../projections/attention.js'
import { legKeys } from '../../projections/leg-keys.js'
import { notices } from '../../projections/notices.js'
import { openLegs } from '../../projections/open-legs.js'
import { rowChanges, tableOf } from '../../projections/projection.js'
import { timers } from '../../projections/timers.js'
import { aggregateOf } from '../../runtime/aggregates.js'
import { decodeLogged } from '../../runtime/read-log.js'
import { verifyLog } from '../../runtime/verify.js'
import type { SimulatedPayments } from '../simulated-payments.js'
import type { Monitor } from './monitor.js'

export interface FinalMeans {
  readonly store: EventStore
  readonly rows: ReadModelStore
  readonly log: ReadonlyArray<StoredEvent>
  readonly watch: Monitor
  readonly provider: SimulatedPayments
}

const TENANT = 'main'
const INDEXES = [timers, openLegs, legKeys, notices, attention]

export const finalChecks = async (means: FinalMeans): Promise<void> => {
  booksAgree(means)
  nothingIsLeftReserved(means)
  whatIsResolvedIsDone(means)
  everyReactionWasAnswered(means)
  await rowsAreTheFold(means)
  const verified = await verifyLog(means.store)
  if (E.isLeft(verified)) means.watch.broken('I11 the chain holds', JSON.stringify(verified.left))
}

/** What the provider paid and did not get back, and what was paid by hand, is what the orders count as settled. */
const booksAgree = ({ watch, provider, log }: FinalMeans): void => {
  const byHand = log
    .filter((event) => event.type === 'RefundLegPaidManually')
    .map((event) => JSON.parse(event.data) as { readonly orderId: string; readonly minor: number })
  for (const order of watch.of('entitlement')) {
    if (order.status === 'unknown') continue
    const ofOrder = (sum: number, one: { readonly orderId: string; readonly minor: number }): number =>
      one.orderId === order.orderId ? sum + one.minor : sum
    const paid =
      provider.payments.reduce(ofOrder, 0) - provider.reversals.reduce(ofOrder, 0) + byHand.reduce(ofOrder, 0)
    const settled = order.tenders.reduce((sum, t) => sum + t.settled, 0)
    if (paid !== settled)
      watch.broken('I5 books and provider agree', `${order.orderId}: ${paid} paid, ${settled} settled`)
  }
}

const ENDED = new Set(['succeeded', 'abandoned', 'declined', 'canceled', 'not_due', 'refused'])

/** Money is reserved exactly for refunds that are still open. */
const nothingIsLeftReserved = ({ watch }: FinalMeans): void => {
  for (const order of watch.of('entitlement')) {
    if (order.status === 'unknown') continue
    for (const [refundId, hold] of order.holds) {
      const open = [...hold.open.values()].reduce((sum, minor) => sum + minor, 0)
      const status = watch.state('refund', refundId)?.status ?? 'none'
      if (open > 0 && ENDED.has(status))
        watch.broken('I2 what ended reserves nothing', `${refundId} ${status}: ${open}`)
    }
    for (const claim of order.claims.values()) {
      const request = watch.state('request', claim.claimId)
      const held = claim.lines.reduce((sum, line) => sum + line.held, 0)
      const ended =
        request?.status === 'resolved' ||
        request?.status === 'closed' ||
        request?.status === 'canceled' ||
        request?.status === 'expired' ||
        request?.status === 'rejected'
      if (ended && held > 0) watch.broken('I2 what ended holds no units', `${claim.claimId}: ${held}`)
    }
  }
}

/** A request that ended has no refund that did not; unless a person has ended it by hand. */
const whatIsResolvedIsDone = ({ watch, log }: FinalMeans): void => {
  const byHand = new Set(
    log
      .filter((event) => event.type === 'RequestResolved')
      .map((event) => JSON.parse(event.data) as { readonly requestId: string; readonly reason?: string })
      .flatMap(({ requestId, reason }) => (reason === undefined ? [] : [requestId])),
  )
  for (const request of watch.of('request')) {
    if ((request.status !== 'resolved' && request.status !== 'closed') || byHand.has(request.requestId)) continue
    for (const refundId of request.refunds.keys()) {
      const status = watch.state('refund', refundId)?.status ?? 'none'
      if (!ENDED.has(status))
        watch.broken('I15 what is resolved is done', `${request.requestId}: ${refundId} ${status}`)
    }
  }
}

/** Each reply of each reaction was heard: its id is in the target's stream, or its target has nothing to do. */
const everyReactionWasAnswered = ({ log, watch }: FinalMeans): void => {
  const handled = new Set(log.map((event) => event.metadata.commandId))
  for (const stored of log) {
    for (const { on, name, react } of reactions) {
      if (on !== stored.type) continue
      const logged = decodeLogged(stored)
      if (E.isLeft(logged)) continue
      for (const [index, { to, id, command }] of react(logged.right.event).entries()) {
        const commandId = reactionCommandId(stored.id, name, index)
        if (handled.has(commandId)) continue
        const { decider } = aggregateOf<unknown>(to)
        const state = watch.state(to as 'refund', escaped(id)) ?? decider.initial
        const decided = decider.decide({
          ...command,
          facts: undefined,
          tenant: TENANT,
          commandId,
          actor: { kind: 'system', id: name },
          channel: 'system',
          at: stored.metadata.occurredAt,
        })(state)
        if (E.isLeft(decided) || decided.right.length > 0)
          watch.broken('I9 no reaction is forgotten', `${name} to ${stored.type} of ${stored.stream}`)
      }
    }
  }
}

const escaped = (id: string): string => id.replace('#', '~23')

/** Each index is what folding the log gives. */
const rowsAreTheFold = async ({ rows, log, watch }: FinalMeans): Promise<void> => {
  const tables = new Map<string, Map<string, string>>()
  for (const stored of log) {
    const logged = decodeLogged(stored)
    if (E.isLeft(logged)) continue
    const { stream, kind, revision, event, metadata, recordedAt } = logged.right
    const occurredAt = metadata.occurredAt as Instant
    const seen = { stream, kind, revision, event, occurredAt, recordedAt }
    for (const change of rowChanges(INDEXES, TENANT, seen)) apply(tables, change)
  }
  for (const index of INDEXES) {
    const table = tableOf(index, TENANT)
    const found = await rows.list(table)()
    if (E.isLeft(found)) return watch.broken('I8 rows can be read', JSON.stringify(found.left))
    const expected = tables.get(table) ?? new Map<string, string>()
    const same =
      found.right.length === Math.min(expected.size, 1_000) &&
      found.right.every((row) => expected.get(row.key) === `${row.sort} ${row.value}`)
    if (!same) watch.broken('I8 rows are the fold of the log', `${table}: ${found.right.length} of ${expected.size}`)
  }
}

const apply = (tables: Map<string, Map<string, string>>, change: RowChange): void => {
  const table = tables.get(change.table) ?? new Map<string, string>()
  tables.set(change.table, table)
  if (change._tag === 'Delete') table.delete(change.key)
  else table.set(change.row.key, `${change.row.sort} ${change.row.value}`)
}
