/** Stored format. Add versions, never edit one. How goods that go out instead end, and what happens when they cannot. */
import type * as t from 'io-ts'
import { listOf, oneOf, record, yesOrNo } from '../kernel/codec.js'
import { family, unchanged } from '../kernel/event-family.js'
import { Remedy } from '../policy/policy-set.js'
import { ActorId, ActorKind } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Minor, PositiveMinor } from '../values/money.js'
import { Units } from './intake-events.js'
import { GoodsOut } from './remedy-events.js'

/** `stuck`: it waits for a person: out of stock, not paid for, not delivered, overdue, beyond repair. */
export const OutEnd = oneOf('OutEnd', ['shipped', 'done', 'canceled', 'stuck'])
export type OutEnd = t.TypeOf<typeof OutEnd>

/** `price`, once they went out: what they cost; goods that came back pay for them first. */
export const ReplacementNoted = family(
  'ReplacementNoted',
  record('ReplacementNoted', { requestId: StreamId, replacementId: Uuid, now: OutEnd }, { price: Minor }),
)
const Recovered = { requestId: StreamId, replacementId: Uuid, minor: PositiveMinor }
/** Taken of the security for old goods that never came, in one part or several: so much of the price is paid for. */
export const RecoveryNoted = family('RecoveryNoted', record('RecoveryNoted', Recovered)).next(
  /** `recoveryId`: which part. Before it was named, only the first one was noted that was heard. */
  record('RecoveryNoted', Recovered, { recoveryId: HostId }),
  unchanged,
)
export const RepairNoted = family(
  'RepairNoted',
  record('RepairNoted', { requestId: StreamId, repairId: Uuid, now: OutEnd }),
)

/** By whom the change of remedy is wanted; staff names the proof that the customer agreed. */
export const Consent = record('Consent', { kind: ActorKind, id: ActorId }, { proof: Code })
export type Consent = t.TypeOf<typeof Consent>

/** The remedy under way is asked to stop, and answers. */
export const SwitchStarted = family(
  'SwitchStarted',
  record(
    'SwitchStarted',
    { requestId: StreamId, orderId: StreamId, from: Remedy, to: Remedy, consent: Consent },
    { replacementId: Uuid, repairId: Uuid },
  ),
)
/** It had gone too far to be stopped: the goods are on their way. */
export const SwitchRefused = family('SwitchRefused', record('SwitchRefused', { requestId: StreamId, to: Remedy }))
export const RemedySwitched = family(
  'RemedySwitched',
  record(
    'RemedySwitched',
    { requestId: StreamId, orderId: StreamId, from: Remedy, to: Remedy, lines: Units },
    /** Goods go out now; `accepted`: what came back before and counts for them. */
    {
      replacement: GoodsOut,
      accepted: listOf(record('AcceptedCredit', { acceptanceId: HostId, credit: Minor }), 1, 1_000),
      isComplete: yesOrNo,
    },
  ),
)
