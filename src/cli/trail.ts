/** `after-sales trail`: who did what, by what right, why, and what it changed; as a tree, or as a file for others. */
import { InvalidArgumentError, Option } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import type { Actor } from '../domain/values/actor.js'
import { Instant, instantOf } from '../domain/values/instant.js'
import type { TrailEntry } from '../projections/trail/entry.js'
import { exportTrail, type TrailFormat } from '../projections/trail/export.js'
import { trailTreeRows, type TrailTreeRow } from '../projections/trail/tree.js'
import { inWords } from '../projections/words/index.js'
import { allPages } from '../runtime/reading/pages.js'
import type { Period } from '../runtime/reading/period.js'
import type { TrailWanted } from '../runtime/reading/trail-input.js'
import { actor } from './actor.js'
import { ABOUT_STORES, notDone, onStores, wrongCall, type Ending, type Work } from './on-stores.js'
import type { Verb } from './verb.js'

interface Options extends Period {
  readonly order?: string
  readonly customer?: string
  readonly actor?: Pick<Actor, 'kind' | 'id'>
  readonly format: 'text' | TrailFormat
}

const MS_PER_DAY = 86_400_000

/** A day in UTC, from its beginning or to its end; or an instant. */
const moment =
  (days: 0 | 1) =>
  (given: string): Instant => {
    const midnight = `${given}T00:00:00.000Z`
    if (Instant.is(midnight)) return instantOf(Date.parse(midnight) + days * MS_PER_DAY)
    if (!Instant.is(given)) throw new InvalidArgumentError('A day such as 2026-03-20, or 2026-03-20T09:00:00.000Z.')
    return given
  }

const EXAMPLES = `
Examples:
  $ npx after-sales trail R-1
  $ npx after-sales trail --order '#1001' --format html > 1001.html
  $ npx after-sales trail --customer customer-7 --from 2026-03-01 --to 2026-03-31 --format csv > march.csv
  $ npx after-sales trail --actor agent:agent-1 --from 2026-03-20 --to 2026-03-20
${ABOUT_STORES}
It is read from the log itself, and the links of all events are checked. Days are UTC, both included; an instant given as
--to is not. It holds ids of people, and nothing that people wrote.
Exit codes: 0 shown, 1 there is no such case, an event is not what was written, or it could not be read, 2 the call was wrong.`

export const trail: Verb = (program, world, finish) => {
  const verb = program
    .command('trail')
    .summary('who did what and why')
    .description('Shows the audit trail of a case, an order, a customer, or of what one person decided.')
    .argument('[id]', 'the id of a case; or of a budget, a notice, a worker')
    .option('--order <id>', 'of all cases of an order, and of the order itself')
    .option('--customer <id>', 'of all cases of a customer')
    .option('--actor <kind:id>', 'what one person or program decided', actor)
    .option('--from <day>', 'from this day or instant on', moment(0))
    .option('--to <day>', 'up to this day, or before this instant', moment(1))
    .addOption(new Option('--format <format>', 'form of it').choices(['text', 'csv', 'jsonl', 'html']).default('text'))
    .addHelpText('after', EXAMPLES)
  onStores<Options>(verb, world, finish, { log: true, rows: 'read' }, async (work, caseId: string | undefined) => {
    const { order: orderId, customer: customerId, actor: by, format, json } = work.options
    const asked = [caseId, orderId, customerId, by].filter((one) => one !== undefined)
    if (asked.length !== 1)
      return wrongCall(
        'name a case, or one of --order, --customer, --actor',
        '请指定售后单,或 --order、--customer、--actor 之一',
      )
    if (json === true && format !== 'text')
      return wrongCall('--json is a form of its own: leave --format out', '--json 与 --format 不能同时使用')
    const wanted = { caseId, orderId, customerId } as unknown as TrailWanted
    const of = Object.fromEntries(Object.entries(wanted).filter(([, id]) => id !== undefined)) as unknown as TrailWanted
    return by === undefined && format === 'text' && json !== true ? tree(work, of) : flat(work, of, by)
  })
}

const periodOf = ({ from, to }: Options): Period => ({ from, to })

/** A case without events is none: most likely a slip of the pen. An order, a person or a month may well have had nothing. */
const isNoCase = (wanted: TrailWanted, { from, to }: Period, events: number): boolean =>
  'caseId' in wanted && from === undefined && to === undefined && events === 0

const noCase = notDone('there is no such case', '没有该售后单')

const tree = async (work: Work<Options>, wanted: TrailWanted): Promise<Ending> => {
  const steps = await work.views.trailTree(wanted, periodOf(work.options))()
  if (E.isLeft(steps)) return steps
  const rows = trailTreeRows(steps.right)
  if (isNoCase(wanted, work.options, rows.length)) return noCase
  return work.ended({}, () => treeText(work, rows), isIntact(rows.map(({ entry }) => entry)))
}

const flat = async (
  work: Work<Options>,
  wanted: TrailWanted,
  by: Pick<Actor, 'kind' | 'id'> | undefined,
): Promise<Ending> => {
  const { views, options, world, ended } = work
  const { format } = options
  const entries: Array<TrailEntry> = []
  const read = await allPages(
    (page) => {
      const asked = { ...page, ...periodOf(options) }
      return by === undefined ? views.trail(wanted, asked)() : views.trailOf(by, asked)()
    },
    (rows) => void entries.push(...rows),
  )
  if (E.isLeft(read)) return read
  if (isNoCase(wanted, options, entries.length)) return noCase
  const text = (): string =>
    format === 'text'
      ? treeText(
          work,
          entries.map((entry) => ({ entry, depth: 0 })),
        )
      : exportTrail(entries, format)
  if (isIntact(entries)) return ended({ entries }, text)
  if (format !== 'text') world.err(`${brokenText(work)}\n`)
  return ended({ entries }, text, false)
}

const isIntact = (entries: ReadonlyArray<TrailEntry>): boolean => entries.every(({ isBroken }) => isBroken !== true)

const brokenText = ({ say }: Work<Options>): string =>
  say('an event is not what was written: see verifyLog', '有事件与当初写入的内容不符:参见 verifyLog')

const treeText = (work: Work<Options>, rows: ReadonlyArray<TrailTreeRow>): string => {
  const { say, table, paint } = work
  const { lang } = work.options
  if (rows.length === 0) return `${say('there is nothing', '没有记录')}\n`
  const columns = [
    { title: say('recorded', '记录时间'), whole: true as const },
    { title: say('event', '事件') },
    { title: say('of', '对象') },
    { title: say('by', '操作者') },
    { title: say('change', '变化') },
    { title: say('why', '原因') },
  ]
  const lines = rows.map(({ entry, depth }) => {
    const { recordedAt, what, kind, id, actorKind, actorId, authority, moved, isBroken } = entry
    const { policy, rule, reason, why } = entry
    const event = `${depth === 0 ? '' : `${'  '.repeat(depth - 1)}└ `}${what[lang]}`
    const because = [reason, rule, policy, why?.[lang]].filter((part) => part !== undefined).join(' · ')
    return [
      recordedAt.slice(0, 19).replace('T', ' '),
      isBroken === true ? { text: `${event} ✗`, color: 'red' as const } : event,
      `${inWords.kind(kind)[lang]} ${id}`,
      `${inWords.actor(actorKind)[lang]} ${actorId} (${authority})`,
      ...[moved?.[lang] ?? '', because],
    ]
  })
  const isWell = isIntact(rows.map(({ entry }) => entry))
  return table(columns, lines) + (isWell ? '' : `\n${paint('red', `✗ ${brokenText(work)}`)}\n`)
}
