/** Stored format. Add versions, never edit one. Who bears the cost, and what of it comes back. */
import type * as t from 'io-ts'
import { listOf, oneOf, record, whole } from '../kernel/codec.js'
import { family } from '../kernel/event-family.js'
import { ActorId } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { StreamId } from '../values/ids.js'
import { Currency, Minor, PositiveMinor } from '../values/money.js'

/** Who may be liable. */
export const LiableParty = oneOf('LiableParty', ['merchant', 'platform', 'carrier', 'supplier', 'insurer'])
export type LiableParty = t.TypeOf<typeof LiableParty>
/** Who may owe: a liable party, or the customer who used what was taken back. */
export const Debtor = oneOf('Debtor', ['merchant', 'platform', 'carrier', 'supplier', 'insurer', 'customer'])
export type Debtor = t.TypeOf<typeof Debtor>

/** In hundredths of a percent. */
export const WHOLE_COST = 10_000
const Share = { party: LiableParty, basisPoints: whole('ShareBasisPoints', 1, WHOLE_COST) }
export const CostShare = record('CostShare', Share)

const compensationId = StreamId
export const CostAllocated = family(
  'CostAllocated',
  record('CostAllocated', {
    compensationId,
    currency: Currency,
    shares: listOf(record('CostPart', { ...Share, minor: Minor }), 1, 5),
  }),
)
export const RecoveryClaimed = family(
  'RecoveryClaimed',
  record('RecoveryClaimed', { compensationId, party: LiableParty, minor: PositiveMinor, reference: Code }),
)
export const Recovered = family(
  'Recovered',
  record('Recovered', { compensationId, party: LiableParty, minor: PositiveMinor, reference: Code }),
)
/** The first of two persons says that what is open will not come. */
export const RecoveryWriteOffProposed = family(
  'RecoveryWriteOffProposed',
  record('RecoveryWriteOffProposed', { compensationId, party: Debtor, reason: Code, by: ActorId }),
)
/** The second of two persons has agreed. */
export const RecoveryWrittenOff = family(
  'RecoveryWrittenOff',
  record('RecoveryWrittenOff', { compensationId, party: Debtor, minor: PositiveMinor, reason: Code }),
)
/** The customer used what was taken back, and owes it. */
export const ClawbackDue = family(
  'ClawbackDue',
  record('ClawbackDue', { compensationId, minor: PositiveMinor, currency: Currency, reason: Code }),
)
export const ClawbackRecovered = family(
  'ClawbackRecovered',
  record('ClawbackRecovered', { compensationId, minor: PositiveMinor, reference: Code }),
)
/** More has come back than was given in the end: the shop owes it to whom it came from. */
export const RecoverySurplusFound = family(
  'RecoverySurplusFound',
  record('RecoverySurplusFound', {
    compensationId,
    party: Debtor,
    minor: PositiveMinor,
    currency: Currency,
    /** All that is owed to the party, this included. */
    total: PositiveMinor,
  }),
)
/** All that was owed to the party was given back. */
export const RecoverySurplusRepaid = family(
  'RecoverySurplusRepaid',
  record('RecoverySurplusRepaid', { compensationId, party: Debtor, minor: PositiveMinor, reference: Code }),
)
