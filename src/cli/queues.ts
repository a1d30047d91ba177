/** `after-sales queues`: what each department has to do, or the queue of one. */
import { Argument, InvalidArgumentError, Option } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import type { Department } from '../domain/values/department.js'
import { FILE_KINDS, type FileKind } from '../projections/case-files/case-files.js'
import { PRIORITIES, type Priority } from '../projections/case-files/priority.js'
import { DEPARTMENTS } from '../projections/case-files/waiting.js'
import { inWords } from '../projections/words/index.js'
import { QUEUE_ORDERS, type QueueOptions, type QueueOrder } from '../runtime/reading/work.js'
import { ABOUT_STORES, onStores, wrongCall, type Ending, type Work } from './on-stores.js'
import { ageText, amountText, countText, moneyText, timeText } from './shown.js'
import type { Verb } from './verb.js'

interface Options {
  readonly by?: QueueOrder
  readonly assignedTo?: string
  readonly overdue?: boolean
  readonly kind?: FileKind
  readonly priority?: Priority
  readonly limit?: number
  readonly after?: string
}

const MOST_ROWS = 1_000

const rowCount = (given: string): number => {
  const count = Number(given)
  if (!Number.isInteger(count) || count < 1 || count > MOST_ROWS)
    throw new InvalidArgumentError(`A whole number from 1 to ${MOST_ROWS}.`)
  return count
}

const EXAMPLES = `
Examples:
  $ npx after-sales queues                                     (how much waits for whom)
  $ npx after-sales queues finance --by amount --limit 20
  $ npx after-sales queues customer_service --assigned-to nobody
  $ npx after-sales queues warehouse --overdue
  $ npx after-sales queues finance --by priority --kind refund
${ABOUT_STORES}
Rows are as new as the workers: see the verb lag. Times are UTC.
Exit codes: 0 answered, 1 it could not be answered, 2 the call was wrong.`

export const queues: Verb = (program, world, finish) => {
  const verb = program
    .command('queues')
    .summary('what the departments have to do')
    .description('Shows how much waits for each department, or what waits for one of them.')
    .addArgument(new Argument('[department]', 'whose queue').choices(Object.keys(DEPARTMENTS)))
    .addOption(new Option('--by <order>', 'what comes first (default: "age")').choices(QUEUE_ORDERS))
    .option('--assigned-to <person>', 'only what they hold, or what nobody has taken: "nobody"')
    .option('--overdue', 'only what is past its deadline, the longest first')
    .addOption(new Option('--kind <kind>', 'only pieces of this kind').choices(FILE_KINDS))
    .addOption(new Option('--priority <class>', 'only what is so urgent').choices(Object.keys(PRIORITIES)))
    .option('--limit <rows>', 'at most so many (default: 50)', rowCount)
    .option('--after <cursor>', 'go on where the page before has ended')
    .addHelpText('after', EXAMPLES)
  onStores<Options>(verb, world, finish, { log: false, rows: 'read' }, (work, department: Department | undefined) =>
    department === undefined ? board(work) : queue(work, department),
  )
}

const board = async ({ views, world, options, say, table, ended }: Work<Options>): Promise<Ending> => {
  const { by, assignedTo, overdue, kind, priority, limit, after } = options
  if ([by, assignedTo, overdue, kind, priority, limit, after].some((given) => given !== undefined))
    return wrongCall(
      '--by, --assigned-to, --overdue, --kind, --priority, --limit and --after go with a department',
      '--by、--assigned-to、--overdue、--kind、--priority、--limit 和 --after 须与部门一起使用',
    )
  const now = world.clock.now()
  const counts = await views.counts({ at: now })()
  if (E.isLeft(counts)) return counts
  const columns = [
    { title: say('department', '部门') },
    ...[
      ...[say('waiting', '待办'), say('free', '未领取'), say('overdue', '逾期')],
      ...[say('urgent', '紧急'), say('longest', '最久')],
    ].map((title) => ({ title, align: 'right' as const })),
    { title: say('about', '金额') },
  ]
  return ended({ departments: counts.right }, () =>
    table(
      columns,
      counts.right.map(({ department, waiting, unassigned, overdue, urgent, oldestSince, amounts }) => [
        `${department}  ${options.lang === 'zh' ? DEPARTMENTS[department].zh : ''}`.trimEnd(),
        countText(waiting),
        countText(unassigned),
        ...[overdue, urgent].map((count) => (count > 0 ? { text: countText(count), color: 'red' as const } : '0')),
        ageText(oldestSince, now, options.lang),
        amounts.map(moneyText).join(', '),
      ]),
    ),
  )
}

const DEFAULT_ROWS = 50

/** What was said on the line, and nothing else. */
const asked = ({ by, assignedTo, overdue, kind, priority, after }: Options): QueueOptions => ({
  ...(by === undefined ? {} : { by }),
  ...(assignedTo === undefined ? {} : { assignedTo }),
  ...(overdue === undefined ? {} : { overdue }),
  ...(kind === undefined ? {} : { kind }),
  ...(priority === undefined ? {} : { priority }),
  ...(after === undefined ? {} : { after }),
})

const queue = async (work: Work<Options>, department: Department): Promise<Ending> => {
  const { views, world, options, say, table, ended, paint } = work
  const { limit = DEFAULT_ROWS, lang } = options
  const now = world.clock.now()
  const page = await views.queue(department, { limit, ...asked(options) })()
  if (E.isLeft(page)) return page
  const { rows, next } = page.right
  const columns = [
    { title: say('case', '售后单') },
    { title: say('what', '类型'), whole: true as const },
    { title: say('id', '编号') },
    { title: say('status', '状态') },
    { title: say('priority', '优先级'), whole: true as const },
    { title: say('for', '已等待'), align: 'right' as const, whole: true as const },
    { title: say('due', '期限'), whole: true as const },
    { title: say('amount', '金额'), align: 'right' as const, whole: true as const },
    { title: say('who', '经办人') },
  ]
  return ended({ rows, ...(next === undefined ? {} : { next }) }, () => {
    if (rows.length === 0) return `${paint('green', say('nothing waits', '没有待办'))}\n`
    const lines = rows.map(({ caseId, kind, id, status, priority, since, dueAt, amount, assignedTo }) => [
      ...[caseId, inWords.kind(kind)[lang], id, inWords.status(kind, status)[lang]],
      priority === 'urgent' ? { text: PRIORITIES.urgent[lang], color: 'red' as const } : PRIORITIES[priority][lang],
      ageText(since, now, lang),
      dueAt !== undefined && dueAt < now ? { text: timeText(dueAt), color: 'red' as const } : timeText(dueAt),
      ...[amountText(amount), assignedTo ?? '-'],
    ])
    const more = next === undefined ? '' : `\n${say('more: ', '更多:')}--after ${next}\n`
    return table(columns, lines) + more
  })
}
