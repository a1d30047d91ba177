/** Stored format. Add versions, never edit one. The events of single legs; `events.ts` has the others and the list. */
import type * as t from 'io-ts'
import { choice, listOf, oneOf, record, tag, whole } from '../kernel/codec.js'
import { family, unchanged } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId, Uuid } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { Currency, PositiveMinor } from '../values/money.js'

/** One payment of a refund: one tender, one amount. */
export const Leg = record('Leg', { legId: HostId, tenderId: HostId, minor: PositiveMinor })
export type Leg = t.TypeOf<typeof Leg>
export const Legs = listOf(Leg, 0, 20)

/** Another way than back to the tender, agreed with the customer. `ref` is a reference at the host, never an account. */
export const Via = record('Via', { kind: Code, ref: Code })
export type Via = t.TypeOf<typeof Via>

/** Beyond these lies a program that runs in circles. */
export const MAX_EPOCH = 1_000
/** What two persons do on top of all retries is readable, too. */
export const LAST_EPOCH = 10_000
export const MAX_LEG_ATTEMPTS = 10_000
const MAX_CHECKS = 100_000

const Epoch = whole('Epoch', 1, LAST_EPOCH)
const Attempt = whole('Attempt', 1, MAX_LEG_ATTEMPTS)
/** One at first, and one more each time that money which was paid came back. */
export const Round = whole('Round', 1, MAX_EPOCH)

/** What was paid, under which epoch, so that nothing is settled twice and nothing reversed is forgotten. */
export const PaidLeg = record('PaidLeg', { legId: HostId, tenderId: HostId, minor: PositiveMinor, epoch: Epoch })
export type PaidLeg = t.TypeOf<typeof PaidLeg>
export const PaidLegs = listOf(PaidLeg, 0, 20)

export const TwoPersons = listOf(ActorId, 2, 2)

/** Why a leg waits for a person. */
export const AttentionReason = oneOf('AttentionReason', [
  'no_answer',
  'key_window_closed',
  'never_seen',
  'key_misused',
  'amount_mismatch',
  'paid_after_refusal',
])
export type AttentionReason = t.TypeOf<typeof AttentionReason>

/** What finance may do with a leg when the provider does not settle it. It takes two persons. */
export const LegStep = choice('LegStep', {
  /** Proven unpaid: the leg may go out again under a new key. */
  Release: record('ReleaseStep', { _tag: tag('Release'), proof: Code }),
  /** Proven paid, though the provider does not say so. */
  ConfirmPaid: record('ConfirmPaidStep', { _tag: tag('ConfirmPaid'), proof: Code }),
  /** Paid by hand, for instance by bank transfer. */
  PayManually: record('PayManuallyStep', { _tag: tag('PayManually'), proof: Code }),
  /** Sent another way; the customer agreed. */
  Reroute: record('RerouteStep', { _tag: tag('Reroute'), via: Via, consent: Code }),
})
export type LegStep = t.TypeOf<typeof LegStep>

/** Written before the provider is called; only whoever wrote it calls. */
export const RefundLegSubmitted = family(
  'RefundLegSubmitted',
  record(
    'RefundLegSubmitted',
    {
      refundId: Uuid,
      orderId: StreamId,
      legId: HostId,
      tenderId: HostId,
      minor: PositiveMinor,
      currency: Currency,
      key: Uuid,
      epoch: Epoch,
      attempt: Attempt,
      submittedAt: Instant,
      answerDueAt: Instant,
    },
    { via: Via },
  ),
)
export const RefundLegProcessing = family(
  'RefundLegProcessing',
  record('RefundLegProcessing', { refundId: Uuid, legId: HostId, epoch: Epoch, providerRef: Code, checkAt: Instant }),
)
/** No answer in time. It may have been paid: the reservation and the key stay. */
export const RefundLegUnknown = family(
  'RefundLegUnknown',
  record('RefundLegUnknown', { refundId: Uuid, legId: HostId, epoch: Epoch, checkAt: Instant }),
)
/** The provider was asked and settled nothing; when it is asked next. The pauses grow. */
export const RefundLegCheckScheduled = family(
  'RefundLegCheckScheduled',
  record('RefundLegCheckScheduled', {
    refundId: Uuid,
    legId: HostId,
    epoch: Epoch,
    check: whole('Check', 1, MAX_CHECKS),
    why: oneOf('WhyChecked', ['silent', 'not_yet_certain', 'send_again_later', 'asked_by_person']),
    checkAt: Instant,
  }),
)
/** Nothing more happens by itself: a person decides, with what the leg's events tell. */
export const RefundLegNeedsAttention = family(
  'RefundLegNeedsAttention',
  record(
    'RefundLegNeedsAttention',
    { refundId: Uuid, legId: HostId, epoch: Epoch, why: AttentionReason },
    {
      /** What the provider said, where that is the trouble. */
      answered: record('Answered', { providerRef: Code, minor: PositiveMinor, currency: Currency }),
      code: Code,
    },
  ),
)
export const RefundLegSucceeded = family(
  'RefundLegSucceeded',
  record(
    'RefundLegSucceeded',
    {
      refundId: Uuid,
      orderId: StreamId,
      legId: HostId,
      tenderId: HostId,
      epoch: Epoch,
      minor: PositiveMinor,
      providerRef: Code,
    },
    /** Who confirmed it, where the provider itself does not say so. */
    { persons: TwoPersons },
  ),
)
/** A definite no for this key. */
export const RefundLegFailed = family(
  'RefundLegFailed',
  record('RefundLegFailed', { refundId: Uuid, legId: HostId, epoch: Epoch, code: Code }),
)
const Reversal = {
  refundId: Uuid,
  requestId: StreamId,
  orderId: StreamId,
  legId: HostId,
  tenderId: HostId,
  epoch: Epoch,
  minor: PositiveMinor,
  providerRef: Code,
  code: Code,
  /** The round that ends with this. */
  round: Round,
}
/** It was paid and came back: the customer has nothing, and the money is reserved for them again. */
export const RefundLegReversed = family('RefundLegReversed', record('RefundLegReversed', Reversal)).next(
  /** `by`: the person who saw it, where no provider said so. The money goes out again on another one's word. */
  record('RefundLegReversed', Reversal, { by: ActorId }),
  unchanged,
)
/** An alarm that changes nothing: the provider paid under a key that had ended, or another amount came back. */
export const RefundLegContradicted = family(
  'RefundLegContradicted',
  record('RefundLegContradicted', {
    refundId: Uuid,
    legId: HostId,
    epoch: Epoch,
    said: oneOf('Said', ['paid', 'came_back']),
    providerRef: Code,
    minor: PositiveMinor,
    currency: Currency,
  }),
)
export const RefundLegStepProposed = family(
  'RefundLegStepProposed',
  record('RefundLegStepProposed', { refundId: Uuid, legId: HostId, epoch: Epoch, step: LegStep, by: ActorId }),
)
export const RefundLegReleased = family(
  'RefundLegReleased',
  record('RefundLegReleased', { refundId: Uuid, legId: HostId, epoch: Epoch, proof: Code, persons: TwoPersons }),
)
export const RefundLegPaidManually = family(
  'RefundLegPaidManually',
  record('RefundLegPaidManually', {
    refundId: Uuid,
    orderId: StreamId,
    legId: HostId,
    tenderId: HostId,
    epoch: Epoch,
    minor: PositiveMinor,
    proof: Code,
    persons: TwoPersons,
  }),
)
/** The leg ends; a new one carries the same amount another way. */
export const RefundLegRerouted = family(
  'RefundLegRerouted',
  record('RefundLegRerouted', {
    refundId: Uuid,
    legId: HostId,
    newLegId: HostId,
    via: Via,
    consent: Code,
    persons: TwoPersons,
  }),
)
