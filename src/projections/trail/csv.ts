/**
 * The trail for spreadsheets (RFC 4180). Programs read JSON lines: what guards people from formulas changes a few cells.
 */
import { inWords } from '../words/index.js'
import type { Change, ChangedField, FieldValue } from './change.js'
import type { TrailEntry } from './entry.js'

const COLUMNS: Readonly<Record<string, (entry: TrailEntry) => string | undefined>> = {
  recordedAt: (e) => e.recordedAt,
  occurredAt: (e) => e.occurredAt,
  case: (e) => e.caseId,
  kind: (e) => e.kind,
  单据: (e) => inWords.kind(e.kind).zh,
  id: (e) => e.id,
  revision: (e) => String(e.revision),
  event: (e) => e.type,
  事件: (e) => e.what.zh,
  actorKind: (e) => e.actorKind,
  操作人: (e) => inWords.actor(e.actorKind).zh,
  actorId: (e) => e.actorId,
  authority: (e) => e.authority,
  channel: (e) => e.channel,
  policy: (e) => e.policy,
  rule: (e) => e.rule,
  reason: (e) => e.reason,
  why: (e) => e.why?.en,
  为何: (e) => e.why?.zh,
  statusBefore: (e) => e.change.statusBefore,
  statusAfter: (e) => e.change.statusAfter,
  状态变化: (e) => e.moved?.zh,
  changes: (e) => changesText(e.change),
  cause: (e) => e.cause,
  commandId: (e) => e.commandId,
  eventId: (e) => e.eventId,
  stream: (e) => e.stream,
  intact: (e) => (e.isBroken === true ? 'no' : 'yes'),
}

const shown = (value: FieldValue | undefined): string => (value === undefined ? '∅' : String(value))

/** `/legs/card/status: executing → succeeded`; `∅` where there was or is nothing. */
export const fieldText = ({ path, before, after }: ChangedField): string =>
  `${path}: ${shown(before)} → ${shown(after)}`

const changesText = ({ fields, isCut }: Change): string =>
  [...fields.map(fieldText), ...(isCut === true ? ['…'] : [])].join('; ')

// Spreadsheets take such cells for formulas, which may call programs and send data away; ids are chosen by outsiders. East
// Asian ones take the wide forms, too. An apostrophe makes them text; white space before them would not.
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/

const cell = (text: string): string => {
  const guarded = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

const line = (cells: ReadonlyArray<string>): string => `${cells.map(cell).join(',')}\r\n`

// Without this mark, spreadsheets read anything but English wrongly.
const BYTE_ORDER_MARK = '\uFEFF'

export const csvOf = (entries: Iterable<TrailEntry>): string => {
  let csv = BYTE_ORDER_MARK + line(Object.keys(COLUMNS))
  for (const entry of entries) csv += line(Object.values(COLUMNS).map((column) => column(entry) ?? ''))
  return csv
}
