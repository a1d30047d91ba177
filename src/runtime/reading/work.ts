/** Work, as those who do it and those who lead them read it: the queues, what one person holds, and the counts. */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { border } from '../../domain/kernel/border.js'
import { oneOf, record, yesOrNo } from '../../domain/kernel/codec.js'
import { ActorId } from '../../domain/values/actor.js'
import { Department } from '../../domain/values/department.js'
import { Instant } from '../../domain/values/instant.js'
import { FREE_WORK } from '../../domain/work/index.js'
import type { Clock } from '../../ports/clock.js'
import { caseFiles, FILE_KINDS, type CaseFile, type FileKind } from '../../projections/case-files/case-files.js'
import { PRIORITIES, type Priority } from '../../projections/case-files/priority.js'
import { EVERYBODY, NOBODY, ONE_PERSON } from '../../projections/case-files/queues.js'
import { DEPARTMENTS } from '../../projections/case-files/waiting.js'
import type { AfterSalesError } from '../errors.js'
import { entriesOf, type CaseEntry } from './case-entries.js'
import { allPages, type Page, type PageOptions, type Reader } from './pages.js'

/** Each order of a queue is a list of the read model. */
const LISTS = { age: 'queues', deadline: 'deadlines', amount: 'amounts', priority: 'priorities' } as const
export type QueueOrder = keyof typeof LISTS
export const QUEUE_ORDERS = Object.keys(LISTS) as ReadonlyArray<QueueOrder>

export interface QueueOptions extends PageOptions {
  /**
   * `age` by default. By amount, the largest come first, currency by currency. What has no deadline or amount comes last. By
   * priority, what is due first comes first of each class.
   */
  readonly by?: QueueOrder
  /** Only what this person holds, or what `nobody` has taken. Whoever has that id asks `workOf`. */
  readonly assignedTo?: string
  /** Only what is past its deadline by now, the longest first: whatever order was asked for. */
  readonly overdue?: boolean
  /** Only pieces of this kind, such as `refund`. */
  readonly kind?: FileKind
  readonly priority?: Priority
}

/** How much waits for a department. */
export interface WorkCount {
  readonly department: Department
  readonly waiting: number
  /** Of these, those that nobody has taken. */
  readonly unassigned: number
  /** Of these, those that are past their deadline. */
  readonly overdue: number
  /** Of these, those of the priority `urgent`. */
  readonly urgent: number
  /** Since when the one waits that has waited longest. */
  readonly oldestSince?: Instant
  /** What they are about, in minor units, by currency. */
  readonly amounts: ReadonlyArray<{ readonly currency: string; readonly minor: number }>
}

export interface WorkViews {
  /**
   * What a department has to do: what has waited longest first, what is due first, the largest amount first, or what wants
   * somebody soonest; all of it, what one person holds, what nobody has taken, what is overdue, of one kind, of one priority.
   * With `kind` or `priority` it reads all rows of the queue until the page is full.
   *
   * Errors: `InvalidInput` with the field, `ReadModelsMissing`, `ReadModelNotBuilt`, and those of the read-model store.
   *
   * @example
   * const { rows, next } = await afterSales.promises.views.queue('finance', { by: 'deadline', assignedTo: 'nobody', limit: 20 })
   */
  readonly queue: (department: Department, options?: QueueOptions) => TaskEither<AfterSalesError, Page<CaseEntry>>
  /**
   * Everything that waits for one person, in all departments: what has waited longest first. What they hold and what waits
   * for others at the moment, as for the customer, is not in it until it comes back to them.
   *
   * Errors: `InvalidInput` with the field, `ReadModelsMissing`, `ReadModelNotBuilt`, and those of the read-model store.
   *
   * @example
   * const { rows, next } = await afterSales.promises.views.workOf('agent-1')
   */
  readonly workOf: (personId: string, page?: PageOptions) => TaskEither<AfterSalesError, Page<CaseEntry>>
  /**
   * How much waits for each department, for whoever leads them; `at`, by default now, says what is overdue. It reads
   * everything that waits (not what is done), a thousand rows at a time: for a board that is looked at, not for every click.
   *
   * Errors: `InvalidInput` with the field, `ReadModelsMissing`, `ReadModelNotBuilt`, and those of the read-model store.
   *
   * @example
   * const [service] = await afterSales.promises.views.counts()
   * // { department: 'customer_service', waiting: 12, unassigned: 4, overdue: 1, oldestSince: '…', amounts: [{ currency: 'EUR', minor: 89_900 }] }
   */
  readonly counts: (options?: { readonly at?: Instant }) => TaskEither<AfterSalesError, ReadonlyArray<WorkCount>>
}

const checkQueue = border(
  'Queue',
  record(
    'Queue',
    { department: Department },
    {
      by: oneOf('By', QUEUE_ORDERS),
      ...{ assignedTo: ActorId, overdue: yesOrNo },
      kind: oneOf('FileKind', FILE_KINDS),
      priority: oneOf('Priority', Object.keys(PRIORITIES) as ReadonlyArray<Priority>),
    },
  ),
)
const checkPerson = border('Work', record('Work', { personId: ActorId }))
const checkCounts = border('Counts', record('Counts', {}, { at: Instant }))

const whose = (assignedTo: string | undefined): Readonly<Record<string, string>> =>
  assignedTo === undefined
    ? { whose: EVERYBODY }
    : assignedTo === FREE_WORK
      ? { whose: NOBODY }
      : { whose: ONE_PERSON, assignedTo }

export const workViewsOf = ({ page }: Pick<Reader, 'page'>, clock: Pick<Clock, 'now'>): WorkViews => ({
  queue: (department, options) => async () => {
    const { by, assignedTo, overdue, kind, priority, ...paging } = { ...options }
    const asked = checkQueue({ department, by, assignedTo, overdue, kind, priority })
    if (E.isLeft(asked)) return asked
    const isOverdue = asked.right.overdue === true
    const list = LISTS[isOverdue ? 'deadline' : (asked.right.by ?? 'age')]
    const parts = { department: asked.right.department, ...whose(asked.right.assignedTo) }
    const filter = {
      ...(isOverdue ? { stretch: { beyond: clock.now() } } : {}),
      ...(kind === undefined && priority === undefined ? {} : { only: isOf(kind, priority) }),
    }
    return entriesOf(await page(caseFiles, list, parts, isRecord(options) ? paging : options, filter))
  },
  workOf: (personId, options) => async () => {
    const asked = checkPerson({ personId })
    return E.isLeft(asked) ? asked : entriesOf(await page(caseFiles, 'people', { ...asked.right }, options))
  },
  counts:
    (options = {}) =>
    async () => {
      const asked = checkCounts(options)
      if (E.isLeft(asked)) return asked
      const { at = clock.now() } = asked.right
      // What moves from one department to the next while they are read is counted where it was seen first.
      const seen = new Set<string>()
      const counts: Array<WorkCount> = []
      for (const department of Object.keys(DEPARTMENTS) as ReadonlyArray<Department>) {
        const tally = newTally()
        const read = await allPages<CaseFile>(
          (paging) => page(caseFiles, LISTS.age, { department, whose: EVERYBODY }, paging),
          (rows) => {
            for (const row of rows) if (isFirst(seen, row)) count(tally, row, at)
          },
        )
        if (E.isLeft(read)) return read
        const amounts = [...tally.amounts].sort(([a], [b]) => (a < b ? -1 : 1))
        counts.push({ department, ...tally, amounts: amounts.map(([currency, minor]) => ({ currency, minor })) })
      }
      return E.right(counts)
    },
})

const isRecord = (options: unknown): boolean =>
  typeof options === 'object' && options !== null && !Array.isArray(options)

const isOf =
  (kind: FileKind | undefined, priority: Priority | undefined) =>
  (file: CaseFile): boolean =>
    (kind === undefined || file.kind === kind) && (priority === undefined || file.priority === priority)

const isFirst = (seen: Set<string>, { kind, id }: CaseFile): boolean => {
  const key = `${kind} ${id}`
  const isNew = !seen.has(key)
  seen.add(key)
  return isNew
}

interface Tally {
  waiting: number
  unassigned: number
  overdue: number
  urgent: number
  oldestSince?: Instant
  readonly amounts: Map<string, number>
}
const newTally = (): Tally => ({ waiting: 0, unassigned: 0, overdue: 0, urgent: 0, amounts: new Map() })

const count = (tally: Tally, { assignedTo, dueAt, since, amount, priority }: CaseFile, at: Instant): void => {
  tally.waiting += 1
  // They come in this order.
  tally.oldestSince ??= since
  if (assignedTo === undefined) tally.unassigned += 1
  if (dueAt !== undefined && dueAt < at) tally.overdue += 1
  if (priority === 'urgent') tally.urgent += 1
  if (amount !== undefined) tally.amounts.set(amount.currency, (tally.amounts.get(amount.currency) ?? 0) + amount.minor)
}
