/**
 * Who did what when: one row for each event that somebody decided, and where it stands in the log. What the library did by
 * itself follows from these, stands in the trail of the case, and costs no row.
 */
import type { Metadata } from '../../domain/kernel/envelope.js'
import { inOrder } from '../in-order.js'
import { readModelOfAll, touch, type ReadModel } from '../read-model.js'

export interface Doing {
  readonly actorKind: string
  readonly actorId: string
  /** When it was recorded, by the store's clock. */
  readonly at: string
  readonly stream: string
  readonly revision: number
}

/** By what right the library acts. A host cannot claim these: its authority is the kind of the actor that it names. */
const OWN: ReadonlySet<string> = new Set(['reaction', 'timer', 'worker', 'order_directory', 'provider'])

/** Somebody decided it: staff, a customer, a carrier, a program of the host. */
export const isDecided = ({ authority }: Pick<Metadata, 'authority'>): boolean => !OWN.has(authority)

export const doings: ReadModel<Doing> = readModelOfAll<Doing>({
  name: 'doings',
  version: 1,
  touches: ({ place, stream, revision, recordedAt: at, metadata }) => {
    const { actorKind, actorId } = metadata
    return isDecided(metadata) ? [touch<Doing>(place, () => ({ actorKind, actorId, at, stream, revision }))] : []
  },
  partOf: ({ stream }) => stream,
  // Of one moment in the order of the log: the keys are places in it.
  order: { name: 'actors', place: ({ actorKind, actorId, at }) => inOrder(actorKind, actorId, at) },
  lists: {},
})
