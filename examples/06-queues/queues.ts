/** Who has to do what: how much waits for each department, and what has waited longest. */
import { DEPARTMENTS, type AfterSales, type CaseEntry, type WorkCount } from 'after-sales'
import { dayOf, money, number } from './words.js'

export interface Queue extends WorkCount {
  readonly first?: CaseEntry
}

export const readQueues = async ({ promises: { views } }: AfterSales): Promise<ReadonlyArray<Queue>> => {
  const queues: Array<Queue> = []
  for (const count of await views.counts()) {
    const { rows } = await views.queue(count.department, { limit: 1 })
    queues.push({ ...count, ...(rows[0] === undefined ? {} : { first: rows[0] }) })
  }
  return queues
}

const about = (amounts: WorkCount['amounts']): string =>
  amounts.length === 0 ? '' : `, about ${amounts.map(({ minor, currency }) => money(minor, currency)).join(', ')}`

const firstOf = ({ kind, id, caseId, orderId = '?', since, dueAt, amount }: CaseEntry): string =>
  `      first: ${kind === 'request' ? `request ${id}` : `${kind} of ${caseId}`}, order ${orderId}, ` +
  `waits since ${dayOf(since)}${dueAt === undefined ? '' : `, due ${dayOf(dueAt)}`}` +
  `${amount === undefined ? '' : `, ${money(amount.minor, amount.currency)}`}`

export const queuesText = (queues: ReadonlyArray<Queue>): string =>
  queues
    .flatMap(({ department, waiting, unassigned, overdue, amounts, first }) => {
      const { en, zh } = DEPARTMENTS[department]
      return [
        `  ${`${en} ${zh}`.padEnd(24)}${number.format(waiting).padStart(6)} wait, ${number.format(unassigned)} free, ` +
          `${number.format(overdue)} overdue${about(amounts)}`,
        ...(first === undefined ? [] : [firstOf(first)]),
      ]
    })
    .join('\n')
