/**
 * The queues of the departments. A piece stands in each order twice: once among all that wait for the department, and once
 * among what nobody has taken or what one person holds. So each question is one stretch of one list, however long it is.
 */
import { MAX_MINOR } from '../../domain/values/money.js'
import { descending, inOrder } from '../in-order.js'
import type { Assigned } from './holders.js'
import type { Priority } from './priority.js'
import { DEPARTMENTS, type Waiting } from './waiting.js'

interface Queued extends Waiting, Assigned {
  readonly kind: string
  readonly id: string
  readonly since: string
}

/** The parts by which a queue is found: of everybody, of nobody, of one person. */
export const EVERYBODY = 'all'
export const NOBODY = 'free'
export const ONE_PERSON = 'held'

/** In the order of the letters what is done first comes first. */
const CLASSES: Readonly<Record<Priority, string>> = { urgent: '1', high: '2', normal: '3' }

/** After every instant and every currency: what has no deadline or no amount is work all the same. */
const LAST = '~'

const isQueued = ({ waitingFor }: Queued): boolean => Object.hasOwn(DEPARTMENTS, waitingFor)

const inQueues = (piece: Queued, ...by: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (!isQueued(piece)) return []
  const { waitingFor, assignedTo, kind, id } = piece
  const whose = assignedTo === undefined ? [NOBODY] : [ONE_PERSON, assignedTo]
  return [inOrder(waitingFor, EVERYBODY, ...by, kind, id), inOrder(waitingFor, ...whose, ...by, kind, id)]
}

const byAmount = ({ amount, since }: Queued): ReadonlyArray<string> =>
  amount === undefined ? [LAST, since] : [amount.currency, descending(Math.min(amount.minor, MAX_MINOR)), since]

export const queueLists = {
  /** What has waited longest, first. */
  queues: (piece: Queued) => inQueues(piece, piece.since),
  /** What is due first, first. */
  deadlines: (piece: Queued) => inQueues(piece, piece.dueAt ?? LAST, piece.since),
  /** The largest amount first, currency by currency. */
  amounts: (piece: Queued) => inQueues(piece, ...byAmount(piece)),
  /** What wants somebody soonest, first: of one class, what is due first, and then what has waited longest. */
  priorities: (piece: Queued) => inQueues(piece, CLASSES[piece.priority], piece.dueAt ?? LAST, piece.since),
  /** What waits for one person, in whichever department: what has waited longest first. */
  people: ({ assignedTo, since, kind, id }: Queued) =>
    assignedTo === undefined ? [] : [inOrder(assignedTo, since, kind, id)],
}
