/** What the machinery promises: every reaction was answered, and every row is made of the log alone. */
import * as E from 'fp-ts/lib/Either.js'
import { reactions } from '../../../domain/reactions/index.js'
import { refundedTotal } from '../../../domain/request/state.js'
import { buildReadModels } from '../../../runtime/projecting/build.js'
import { rowBook } from '../../../runtime/projecting/row-book.js'
import { seenBy } from '../../../runtime/seen-by.js'
import { memoryReadModelStore } from '../../../adapters/memory/index.js'
import { instantOf } from '../../../domain/values/instant.js'
import type { Clock } from '../../../ports/clock.js'
import type { ReadModelStore, Row, RowChange } from '../../../ports/read-model-store.js'
import { attention } from '../../../projections/attention.js'
import { legKeys } from '../../../projections/leg-keys.js'
import { notices } from '../../../projections/notices.js'
import { caseFiles, type CaseFile } from '../../../projections/case-files/case-files.js'
import { histories } from '../../../projections/histories/histories.js'
import type { HistoryRow } from '../../../projections/histories/history-row.js'
import { READ_MODELS } from '../../../projections/index.js'
import { openLegs } from '../../../projections/open-legs.js'
import { rowChanges, tableOf } from '../../../projections/projection.js'
import { tableOfModel } from '../../../projections/read-model.js'
import { timers } from '../../../projections/timers.js'
import { aggregateOf } from '../../../runtime/aggregates.js'
import { reactionCommandIdOf } from '../../../runtime/derived-id.js'
import { encodedId } from '../stream-parts.js'
import type { Final, FinalCheck, FinalMeans } from './log.js'

const TENANT = 'main'
const INDEXES = [timers, openLegs, legKeys, notices, attention]

/** Each reply of each reaction was heard: its id is in the target's stream, or its target has nothing to do. */
export const everyReactionWasAnswered: FinalCheck = ({ log, entries, watch }) => {
  const handled = new Set(log.map((event) => event.metadata.commandId))
  for (const { stored, event } of entries) {
    for (const { on, name, react } of reactions) {
      if (on !== event.type) continue
      for (const [index, { to, id, command }] of react(event).entries()) {
        const commandId = reactionCommandIdOf(stored.id, name, index)
        if (handled.has(commandId)) continue
        const { decider } = aggregateOf<unknown>(to)
        const state = watch.state(to as 'refund', encodedId(id)) ?? decider.initial
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
          watch.broken('no reaction is forgotten', `${name} to ${stored.type} of ${stored.stream}`)
      }
    }
  }
}

/** Each index is what folding the log gives. */
export const rowsAreTheFold = async ({ rows, entries, watch }: Final): Promise<void> => {
  const tables = new Map<string, Map<string, string>>()
  for (const { logged } of entries)
    for (const change of rowChanges(INDEXES, TENANT, seenBy(logged))) apply(tables, change)
  for (const index of INDEXES) {
    const table = tableOf(index, TENANT)
    const found = await rows.list(table)()
    if (E.isLeft(found)) return watch.broken('rows can be read', JSON.stringify(found.left))
    const expected = tables.get(table) ?? new Map<string, string>()
    const same =
      found.right.length === Math.min(expected.size, 1_000) &&
      found.right.every((row) => expected.get(row.key) === `${row.sort} ${row.value}`)
    if (!same) watch.broken('rows are the fold of the log', `${table}: ${found.right.length} of ${expected.size}`)
  }
}

/** So is what people read, however often its workers died: every row, and every place in every list. And so is what two make. */
export const readModelsAreTheFold = async ({ store, rows, entries, watch }: Final): Promise<void> => {
  const expected = new Map<string, Map<string, string>>()
  const book = rowBook({ load: () => () => Promise.resolve(E.right([])) }, READ_MODELS, TENANT)
  const folded = await book.fold(entries.map(({ logged }) => seenBy(logged)))
  if (E.isLeft(folded)) return watch.broken('read models can be folded', JSON.stringify(folded.left))
  for (const change of book.changes()) apply(expected, change)

  const shared = memoryReadModelStore()
  for (const n of [1, 2]) {
    const built = await buildReadModels({ store, tenant: TENANT, clock: STILL }, shared, READ_MODELS, {
      share: { n, of: 2 },
    })
    if (E.isLeft(built)) watch.broken('read models can be built in shares', JSON.stringify(built.left))
  }
  for (const model of READ_MODELS)
    for (const list of [undefined, ...Object.keys(model.lists)]) {
      const table = tableOfModel(model, TENANT, list)
      const wanted = expected.get(table) ?? new Map<string, string>()
      for (const [who, made] of [
        ['workers', rows],
        ['two who share it', shared],
      ] as const) {
        const found = await allRows(made, table)
        const same =
          found.length === wanted.size && found.every((row) => wanted.get(row.key) === `${row.sort} ${row.value}`)
        if (!same)
          watch.broken('read models are the fold of the log', `${table}, by ${who}: ${found.length} of ${wanted.size}`)
      }
    }
}

/** Nothing is told of how fast they are. */
const STILL: Clock = { now: () => instantOf(0), sleep: () => Promise.resolve() }

/** People read the very status that the aggregate has. */
export const caseFilesTellTheStatus = async ({ rows, watch }: FinalMeans): Promise<void> => {
  for (const { value } of await allRows(rows, tableOfModel(caseFiles, TENANT))) {
    const { kind, id, status } = JSON.parse(value) as CaseFile
    const state = watch.state(kind, encodedId(id))
    if (state?.status !== status) watch.broken('case files tell the status', `${kind} ${id}: ${status}`)
  }
}

const ENDS: ReadonlySet<string> = new Set(['canceled', 'expired', 'merged'])

/** And in a customer's history what the request itself counts as paid, and how it ended. */
export const historiesTellTheRequest = async ({ rows, watch }: FinalMeans): Promise<void> => {
  const told = await allRows(rows, tableOfModel(histories, TENANT))
  if (told.length !== watch.of('request').length)
    watch.broken('histories tell the request', `${told.length} of ${watch.of('request').length}`)
  for (const { value } of told) {
    const { requestId, refunded, outcome } = JSON.parse(value) as HistoryRow
    const state = watch.state('request', encodedId(requestId))
    if (state === undefined || state.status === 'none' || refundedTotal(state) !== refunded)
      watch.broken('histories tell the request', `${requestId}: ${refunded}`)
    else if (ENDS.has(state.status) && state.status !== outcome)
      watch.broken('histories tell the request', `${requestId}: ${state.status}, not ${outcome}`)
  }
}

const allRows = async (rows: ReadModelStore, table: string): Promise<ReadonlyArray<Row>> => {
  const all: Array<Row> = []
  for (let after: Row | undefined; ;) {
    const page = await rows.list(table, after === undefined ? {} : { after })()
    if (E.isLeft(page)) return all
    all.push(...page.right)
    after = page.right[999]
    if (after === undefined) return all
  }
}

const apply = (tables: Map<string, Map<string, string>>, change: RowChange): void => {
  const table = tables.get(change.table) ?? new Map<string, string>()
  tables.set(change.table, table)
  if (change._tag === 'Clear') table.clear()
  else if (change._tag === 'Delete') table.delete(change.key)
  else table.set(change.row.key, `${change.row.sort} ${change.row.value}`)
}
