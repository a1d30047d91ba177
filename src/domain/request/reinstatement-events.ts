/** Stored format. Add versions, never edit one. Goods that are accepted after all, of which refunds were called back. */
import { listOf, record } from '../kernel/codec.js'
import { family } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Units, UnitsOrNone } from './intake-events.js'

/** As many as a return has revisions. */
const MAX_CALLED_BACK = 1_000

/**
 * Units are accepted after all of which refunds were called back: these stand for them again, unless they were paid back.
 * `lines`: what falls due anew of everything that the revision accepts, as far as it does not count for a refund again.
 */
export const BasisReinstated = family(
  'BasisReinstated',
  record('BasisReinstated', {
    requestId: StreamId,
    orderId: StreamId,
    returnId: Uuid,
    inspectionId: HostId,
    revisionId: HostId,
    inspector: ActorId,
    lines: UnitsOrNone,
    refunds: listOf(
      record('RefundAgain', {
        refundId: Uuid,
        lines: Units,
        /** Which withdrawals took the units from it: they may be news to it. */
        withdrawals: listOf(
          record('CalledBack', { withdrawalId: HostId, lines: Units, reason: Code }),
          1,
          MAX_CALLED_BACK,
        ),
      }),
      1,
      MAX_CALLED_BACK,
    ),
  }),
)
/** A refund stands for so many of its units again. */
export const ReinstatementNoted = family(
  'ReinstatementNoted',
  record('ReinstatementNoted', { requestId: StreamId, refundId: Uuid, revisionId: HostId, lines: UnitsOrNone }),
)
