/**
 * What belongs to a case and where each of it stands: one row for the request, one for each return, refund, replacement,
 * repair and compensation. The status is the aggregate's own, because the aggregate's own fold tells it.
 */
import { Compensation } from '../../domain/compensation/index.js'
import type { Event } from '../../domain/kernel/decider.js'
import { Refund } from '../../domain/refund/index.js'
import { Repair } from '../../domain/repair/index.js'
import { Replacement } from '../../domain/replacement/index.js'
import { Request } from '../../domain/request/index.js'
import { Return } from '../../domain/return/index.js'
import { unescapeId } from '../../domain/values/ids.js'
import type { Instant } from '../../domain/values/instant.js'
import { typesOf } from '../event-types.js'
import { inOrder, latestFirst } from '../in-order.js'
import { fromPlain, toPlain, type Plain } from '../plain.js'
import type { ProjectedEvent } from '../projection.js'
import { touch, type ReadModel } from '../read-model.js'
import { DEPARTMENTS, waitingIn, type Waiting } from './waiting.js'

interface Folded {
  readonly initial: unknown
  readonly evolve: (state: never, event: never) => unknown
}
const FOLDS = {
  ...{ request: Request, return: Return, refund: Refund },
  ...{ replacement: Replacement, repair: Repair, compensation: Compensation },
} as const satisfies Readonly<Record<string, Folded>>

export type FileKind = keyof typeof FOLDS
const KINDS = Object.keys(FOLDS) as ReadonlyArray<FileKind>

export interface CaseFile extends Waiting {
  readonly kind: FileKind
  readonly id: string
  /** The request that it belongs to. */
  readonly caseId: string
  readonly orderId?: string
  readonly customerId?: string
  readonly status: string
  /** When it came into this status. */
  readonly since: Instant
  readonly openedAt: Instant
  /** When anything happened to it last. */
  readonly changedAt: Instant
  /** What it is folded on from; not for people. */
  readonly state: Plain
}

const idIn = (state: unknown, name: 'orderId' | 'customerId' | 'requestId'): string | undefined => {
  const found = (state as Readonly<Record<string, unknown>>)[name]
  return typeof found === 'string' && found !== '' ? found : undefined
}

const folded = (file: CaseFile | undefined, kind: FileKind, seen: ProjectedEvent): CaseFile => {
  const { stream, event, metadata, occurredAt } = seen
  const { initial, evolve } = FOLDS[kind] as unknown as {
    readonly initial: unknown
    readonly evolve: (state: unknown, event: Event) => unknown
  }
  const state = evolve(file === undefined ? initial : fromPlain(file.state), event)
  const { status } = state as { readonly status: string }
  const orderId = idIn(state, 'orderId') ?? file?.orderId
  const customerId = idIn(state, 'customerId') ?? file?.customerId
  return {
    kind,
    id: file?.id ?? unescapeId(stream.slice(stream.indexOf('.') + 1)),
    // What happens to it may begin elsewhere: in another case that is merged into this one, or with its order.
    caseId: idIn(state, 'requestId') ?? file?.caseId ?? metadata.$correlationId,
    ...(orderId === undefined ? {} : { orderId }),
    ...(customerId === undefined ? {} : { customerId }),
    status,
    since: file?.status === status ? file.since : occurredAt,
    openedAt: file?.openedAt ?? occurredAt,
    changedAt: occurredAt,
    ...waitingIn(kind, state as { readonly status: string }),
    state: toPlain(state),
  }
}

const QUEUED: ReadonlySet<string> = new Set(Object.keys(DEPARTMENTS))
const isKind = (kind: string): kind is FileKind => kind in FOLDS
const requestsOnly = (file: CaseFile, ...parts: ReadonlyArray<string | undefined>): ReadonlyArray<string> =>
  file.kind === 'request' && parts.every((part) => part !== undefined) ? [inOrder(...(parts as Array<string>))] : []

export const caseFiles: ReadModel<CaseFile> = {
  name: 'case-files',
  version: 1,
  handles: new Set(typesOf(...KINDS)),
  ignores: new Set(typesOf('entitlement', 'allowance', 'notice', 'worker')),
  touches: (seen) => {
    const { kind } = seen
    return isKind(kind) ? [touch<CaseFile>(seen.stream, (file) => folded(file, kind, seen))] : []
  },
  lists: {
    /** The request first, then what was opened for it. */
    cases: ({ caseId, kind, openedAt, id }) => [inOrder(caseId, kind === 'request' ? '' : openedAt, kind, id)],
    /** Requests by order, customer and status, the latest first. */
    orders: (file) => requestsOnly(file, file.orderId, latestFirst(file.openedAt)),
    customers: (file) => requestsOnly(file, file.customerId, latestFirst(file.openedAt)),
    /** What each department has to do: what has waited longest first, and what is due first. */
    queues: ({ waitingFor, since, kind, id }) => (QUEUED.has(waitingFor) ? [inOrder(waitingFor, since, kind, id)] : []),
    deadlines: ({ waitingFor, dueAt, kind, id }) =>
      dueAt === undefined || waitingFor === 'nobody' ? [] : [inOrder(waitingFor, dueAt, kind, id)],
    /** Those that stand there longest, first. */
    statuses: (file) => requestsOnly(file, file.status, file.since),
  },
}
