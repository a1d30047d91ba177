/** Stored format. Add versions, never edit one. What becomes of a security; `events.ts` has the others and the list. */
import type * as t from 'io-ts'
import { oneOf, record } from '../kernel/codec.js'
import { family, unchanged } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Minor, PositiveMinor } from '../values/money.js'

export const ReplacementIds = { replacementId: Uuid, requestId: StreamId, orderId: StreamId }

/** What stands for old goods that are still with the customer: a hold on a card, or money deposited. */
export const Security = record(
  'Security',
  {
    kind: oneOf('SecurityKind', ['hold', 'deposit']),
    tenderId: HostId,
    tenderKind: Code,
    paymentRef: Code,
    minor: PositiveMinor,
  },
  { granularity: PositiveMinor },
)
export type Security = t.TypeOf<typeof Security>

/** As much of the security goes back to the customer: the host voids the hold, or pays the deposit back. */
export const SecurityReleased = family(
  'SecurityReleased',
  record('SecurityReleased', { ...ReplacementIds, paymentRef: Code, minor: PositiveMinor }),
)
/** The old goods did not come back, or not all of them. */
export const RecoveryDue = family('RecoveryDue', record('RecoveryDue', { ...ReplacementIds, minor: PositiveMinor }))
/** Taken from the security. */
export const RecoveryCollected = family(
  'RecoveryCollected',
  record(
    'RecoveryCollected',
    {
      ...{ ...ReplacementIds, recoveryId: HostId, minor: PositiveMinor },
      ...{ tenderId: HostId, tenderKind: Code, paymentRef: Code },
    },
    { granularity: PositiveMinor },
  ),
)
const Waived = { ...ReplacementIds, reason: Code, waivedBy: ActorId }
/** Which ruling counts old goods that did not come, and what these are worth. */
const CountedRuling = record('CountedRuling', { rulingId: HostId, credit: PositiveMinor })
/** Not taken of the security, because somebody gives it up or a platform ruled so. */
export const RecoveryWaived = family(
  'RecoveryWaived',
  record('RecoveryWaived', { ...Waived, minor: PositiveMinor }),
).next(
  /**
   * `ruling`: before it was named, one alone counted. `minor` is nothing where more is missing than the security stands
   * for: then a ruling counts first for what nobody would have paid.
   */
  record('RecoveryWaived', { ...Waived, minor: Minor }, { ruling: CountedRuling }),
  unchanged,
)
