/**
 * The trail as one page for people, on screen and on paper: no script, nothing loaded from elsewhere, whatever stands in
 * the data is text. Rows stand in the order of cause and consequence; their numbers are those of the log.
 */
import type { Sentence } from '../../domain/kernel/sentence.js'
import { inWords } from '../words/index.js'
import { fieldText } from './csv.js'
import type { TrailEntry } from './entry.js'
import { trailTreeRows, trailTreeOf, type TrailTreeRow } from './tree.js'

const TITLE: Sentence = { en: 'Audit trail', zh: '审计记录' }
const LABELS = {
  number: { en: 'No.', zh: '序号' },
  when: { en: 'When', zh: '时间' },
  what: { en: 'What happened', zh: '事件' },
  who: { en: 'Who, by what right', zh: '操作人与依据' },
  why: { en: 'Why', zh: '原因' },
  change: { en: 'What it changed', zh: '变更内容' },
} as const satisfies Readonly<Record<string, Sentence>>
const EVENTS: Sentence = { en: 'Events', zh: '事件数' }
const RECORDED: Sentence = { en: 'Recorded', zh: '记录时间' }
const HAPPENED: Sentence = { en: 'happened', zh: '发生于' }
const BECAUSE_OF: Sentence = { en: 'because of', zh: '起因' }
const MORE: Sentence = { en: 'and more', zh: '等' }
const BROKEN: Sentence = { en: 'Not what was written: check the log', zh: '与写入内容不符,请核查日志' }
const NOTHING: Sentence = { en: 'Nothing happened.', zh: '没有任何事件。' }

const STYLE = [
  'body{font:14px/1.45 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:2rem;color:#1a1a1a}',
  'table{border-collapse:collapse;width:100%}',
  'th,td{border-bottom:1px solid #ccc;padding:.35rem .5rem;text-align:left;vertical-align:top}',
  // An id can hold a line break, be very long, or turn the direction of writing: it stays within its cell.
  'td{overflow-wrap:anywhere;white-space:pre-wrap;unicode-bidi:isolate}',
  'thead{display:table-header-group}tr{break-inside:avoid}',
  'small,.zh{color:#555}.broken{color:#b00020;font-weight:bold}ul{margin:0;padding-left:1.1rem}',
  ...Array.from({ length: 9 }, (_, depth) => `.d${depth}{padding-left:${0.5 + depth}rem}`),
  '@media print{body{margin:0;font-size:10px}@page{size:landscape;margin:1cm}}',
].join('')
const DEEPEST = 8

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const text = (raw: string): string => raw.replace(/[&<>"']/g, (mark) => MARKS[mark]!)

const both = ({ en, zh }: Sentence): string => `${text(en)} <span class="zh" lang="zh">${text(zh)}</span>`
const title = ({ en, zh }: Sentence): string => both({ en: en.charAt(0).toUpperCase() + en.slice(1), zh })

const when = ({ recordedAt, occurredAt }: TrailEntry): string =>
  recordedAt === occurredAt
    ? text(recordedAt)
    : `${text(recordedAt)}<br><small>${both(HAPPENED)} ${text(occurredAt)}</small>`

const what = ({ what, kind, id, isBroken }: TrailEntry, depth: number, cause: number | undefined): string =>
  [
    `${depth > 0 ? '└ ' : ''}<strong>${both(what)}</strong>`,
    `<small>${title(inWords.kind(kind))} ${text(id)}</small>`,
    ...(cause === undefined ? [] : [`<small>${both(BECAUSE_OF)} ${cause}</small>`]),
    ...(isBroken === true ? [`<span class="broken">${both(BROKEN)}</span>`] : []),
  ].join('<br>')

const who = ({ actorKind, actorId, authority, channel }: TrailEntry): string =>
  `${title(inWords.actor(actorKind))} ${text(actorId)}<br><small>${text(authority)} · ${text(channel)}</small>`

const why = ({ why, reason, policy, rule }: TrailEntry): string => {
  const facts = [reason, rule, policy].flatMap((fact) => fact ?? []).map(text)
  return [...(why === undefined ? [] : [both(why)]), ...(facts.length > 0 ? [facts.join(' · ')] : [])].join('<br>')
}

const change = ({ moved, change: { fields, isCut } }: TrailEntry): string => {
  const status = moved === undefined ? '' : both(moved)
  const items = fields.map((field) => `<li>${text(fieldText(field))}</li>`)
  if (isCut === true) items.push(`<li>… ${both(MORE)}</li>`)
  return `${status}${items.length > 0 ? `<ul>${items.join('')}</ul>` : ''}`
}

const row = ({ entry, depth }: TrailTreeRow, number: number, cause: number | undefined): string => {
  const cells = [when(entry), what(entry, depth, cause), who(entry), why(entry), change(entry)]
  const [first, second, ...others] = cells.map((cell, n) =>
    n === 1 ? `<td class="d${Math.min(depth, DEEPEST)}">${cell}</td>` : `<td>${cell}</td>`,
  )
  return `<tr><td>${number}</td>${first}${second}${others.join('')}</tr>`
}

export const htmlOf = (entries: ReadonlyArray<TrailEntry>): string => {
  const numbers = new Map(entries.map(({ eventId }, index) => [eventId, index + 1]))
  const rows = trailTreeRows(trailTreeOf(entries)).map((at) =>
    row(at, numbers.get(at.entry.eventId)!, numbers.get(at.entry.cause)),
  )
  const [first, last] = [entries[0], entries[entries.length - 1]]
  const period =
    first === undefined || last === undefined
      ? both(NOTHING)
      : `${both(EVENTS)}: ${entries.length} · ${both(RECORDED)}: ${text(first.recordedAt)} – ${text(last.recordedAt)}`
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width">',
    `<title>${text(TITLE.en)} ${text(TITLE.zh)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${both(TITLE)}</h1><p>${period}</p><table><thead><tr>`,
    ...Object.values(LABELS).map((label) => `<th scope="col">${both(label)}</th>`),
    '</tr></thead><tbody>',
    ...rows,
    '</tbody></table></body></html>',
    '',
  ].join('\n')
}
