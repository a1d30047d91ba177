/**
 * What belongs to a case and where each of it stands: one row for the request, one for each return, refund, replacement,
 * repair and compensation. The status is the aggregate's own, because the aggregate's own fold tells it; who works on it
 * is told by its holders (`holders.ts`), and where it stands in the queues by both (`queues.ts`).
 */
import { deciders } from '../../domain/deciders.js'
import type { Event } from '../../domain/kernel/decider.js'
import { idOfStream } from '../../domain/values/ids.js'
import type { Instant } from '../../domain/values/instant.js'
import type { WorkEvent } from '../../domain/work/index.js'
import { typesOf } from '../event-types.js'
import { inOrder, latestFirst } from '../in-order.js'
import { fromPlain, toPlain, type Plain } from '../plain.js'
import type { ProjectedEvent } from '../projection.js'
import { touch, update, type ReadModel, type Touch } from '../read-model.js'
import { assignedIn, holdersAfter, rowOfPiece, type Assigned, type Holders } from './holders.js'
import { queueLists } from './queues.js'
import { waitingIn, type Waiting } from './waiting.js'

export const FILE_KINDS = ['request', 'return', 'refund', 'replacement', 'repair', 'compensation'] as const
export type FileKind = (typeof FILE_KINDS)[number]

export interface CaseFile extends Waiting, Assigned {
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
  /**
   * What it is folded on from, and who works on it for each department; not for people. The state is the aggregate's own,
   * plain where the row is kept.
   */
  readonly state: unknown
  readonly holders?: Holders
}

const idIn = (state: unknown, name: 'orderId' | 'customerId' | 'requestId'): string | undefined => {
  const found = (state as Readonly<Record<string, unknown>>)[name]
  return typeof found === 'string' && found !== '' ? found : undefined
}

const folded = (file: CaseFile | undefined, kind: FileKind, seen: ProjectedEvent): CaseFile => {
  const { stream, event, metadata, occurredAt } = seen
  const { initial, evolve } = deciders[kind] as {
    readonly initial: unknown
    readonly evolve: (state: unknown, event: Event) => unknown
  }
  const state = evolve(file === undefined ? initial : file.state, event)
  const { status } = state as { readonly status: string }
  const orderId = idIn(state, 'orderId') ?? file?.orderId
  const customerId = idIn(state, 'customerId') ?? file?.customerId
  const waiting = waitingIn(kind, state as { readonly status: string })
  return {
    kind,
    id: file?.id ?? idOfStream(stream),
    // What happens to it may begin elsewhere: in another case that is merged into this one, or with its order.
    caseId: idIn(state, 'requestId') ?? file?.caseId ?? metadata.$correlationId,
    ...(orderId === undefined ? {} : { orderId }),
    ...(customerId === undefined ? {} : { customerId }),
    status,
    since: file?.status === status ? file.since : occurredAt,
    openedAt: file?.openedAt ?? occurredAt,
    changedAt: occurredAt,
    ...waiting,
    state,
    ...(file?.holders === undefined ? {} : heldIn(waiting, file.holders)),
  }
}

const heldIn = ({ waitingFor }: Waiting, holders: Holders) => ({ holders, ...assignedIn(waitingFor, holders) })

/** That changes who works on it, and nothing of where it stands. */
const withHolders = ({ assignedTo: _to, assignedSince: _since, ...file }: CaseFile, holders: Holders): CaseFile => ({
  ...file,
  ...heldIn(file, holders),
})

/** A change of the row of the piece, which was there before anybody could take it. */
const working = ({ event, metadata, occurredAt }: ProjectedEvent): Touch<CaseFile> => {
  const work = event as WorkEvent
  return update(rowOfPiece(metadata.tenant, work), (file) =>
    withHolders(file, holdersAfter(file.holders ?? {}, work, occurredAt)),
  )
}

const isKind = (kind: string): kind is FileKind => (FILE_KINDS as ReadonlyArray<string>).includes(kind)
const requestsOnly = (file: CaseFile, ...parts: ReadonlyArray<string | undefined>): ReadonlyArray<string> =>
  file.kind === 'request' && parts.every((part) => part !== undefined) ? [inOrder(...(parts as Array<string>))] : []

export const caseFiles: ReadModel<CaseFile> = {
  name: 'case-files',
  version: 2,
  handles: new Set(typesOf(...FILE_KINDS, 'workitem')),
  ignores: new Set(typesOf('entitlement', 'allowance', 'notice', 'worker')),
  touches: (seen) => {
    const { kind } = seen
    if (kind === 'workitem') return [working(seen)]
    return isKind(kind) ? [touch<CaseFile>(seen.stream, (file) => folded(file, kind, seen))] : []
  },
  // Work on a piece changes the row of the piece.
  partOf: ({ kind, stream, event, metadata }) =>
    kind === 'workitem' ? rowOfPiece(metadata.tenant, event as WorkEvent) : stream,
  kept: {
    of: (file) => ({ ...file, state: toPlain(file.state) }),
    back: (kept) => ({ ...(kept as CaseFile), state: fromPlain((kept as { readonly state: Plain }).state) }),
  },
  order: {
    name: 'cases',
    /** The request first, then what was opened for it. */
    place: ({ caseId, kind, openedAt, id }) => inOrder(caseId, kind === 'request' ? '' : openedAt, kind, id),
  },
  lists: {
    /** Requests, all of them, and by order and customer: the latest first. */
    opened: (file) => requestsOnly(file, latestFirst(file.openedAt)),
    orders: (file) => requestsOnly(file, file.orderId, latestFirst(file.openedAt)),
    customers: (file) => requestsOnly(file, file.customerId, latestFirst(file.openedAt)),
    ...queueLists,
    /** Requests by status: those that stand there longest, first. */
    statuses: (file) => requestsOnly(file, file.status, file.since),
  },
}
