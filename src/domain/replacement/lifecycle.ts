/** Every change of status there is. The diagram in docs/domain.md is made from this list, and tests hold both to the code. */
import type { Lifecycle } from '../kernel/lifecycle.js'
import type { ReplacementEvent } from './events.js'
import type { ReplacementState } from './state.js'

type Status = ReplacementState['status']

/** Events that are recorded and change no status. */
const within = (status: Status, types: ReadonlyArray<ReplacementEvent['type']>) =>
  types.map((type) => [status, type, status] as const)

const GOODS = ['ReplacementGoodsAccepted', 'ReplacementGoodsBack'] as const
/** What was released in advance, and did not arrive yet: its security goes back with the old goods, or is given up. */
const UNARRIVED = ['RecoveryWaived', 'SecurityReleased'] as const

export const replacementLifecycle: Lifecycle<Status, ReplacementEvent['type']> = [
  ['none', 'ReplacementPlanned', 'planned'],
  ['none', 'ReplacementCanceled', 'canceled'],
  ...within('planned', GOODS),
  ['planned', 'ReplacementReserved', 'awaiting_payment'],
  ['planned', 'ReplacementReserved', 'reserved'],
  ['planned', 'ReplacementCanceled', 'canceled'],
  ...within('awaiting_payment', [...GOODS, 'SecurityReleased', 'DifferenceSecured', 'ReplacementRepriced']),
  ['awaiting_payment', 'DifferenceSecured', 'reserved'],
  ['awaiting_payment', 'ReplacementExpired', 'expired'],
  ['awaiting_payment', 'ReplacementOutOfStock', 'out_of_stock'],
  ['awaiting_payment', 'ReplacementCanceled', 'canceled'],
  ...within('reserved', [...GOODS, 'ReplacementRepriced']),
  ['reserved', 'ReplacementRepriced', 'awaiting_payment'],
  ['reserved', 'ReplacementReleased', 'released'],
  ['reserved', 'ReplacementReleasedInAdvance', 'released'],
  ['reserved', 'ReplacementOutOfStock', 'out_of_stock'],
  ['reserved', 'ReplacementCanceled', 'canceled'],
  ...within('released', [...GOODS, ...UNARRIVED, 'ReplacementCancellationRefused']),
  ['released', 'ReplacementRepriced', 'reserved'],
  ['released', 'ReplacementRepriced', 'awaiting_payment'],
  ['released', 'ReplacementShipped', 'shipped'],
  ['released', 'ReplacementOutOfStock', 'out_of_stock'],
  ['released', 'ReplacementCanceled', 'canceled'],
  ...within('shipped', [...GOODS, ...UNARRIVED, 'ReplacementCancellationRefused']),
  ['shipped', 'ReplacementDelivered', 'delivered'],
  ['shipped', 'ReplacementUndelivered', 'undelivered'],
  ...within('delivered', [
    ...GOODS,
    'RecoveryDue',
    'RecoveryCollected',
    ...UNARRIVED,
    'ReplacementCancellationRefused',
  ]),
  ...within('undelivered', [...GOODS, ...UNARRIVED, 'ReplacementCancellationRefused']),
  ['undelivered', 'ReplacementDelivered', 'delivered'],
  ['undelivered', 'ReplacementReserved', 'reserved'],
  ...within('out_of_stock', [...GOODS, ...UNARRIVED, 'ReplacementCancellationRefused']),
  ['out_of_stock', 'ReplacementReserved', 'awaiting_payment'],
  ['out_of_stock', 'ReplacementReserved', 'reserved'],
  ['out_of_stock', 'ReplacementCanceled', 'canceled'],
  ...within('expired', [...GOODS, 'SecurityReleased']),
  ['expired', 'ReplacementReserved', 'awaiting_payment'],
  ['expired', 'ReplacementReserved', 'reserved'],
  ['expired', 'ReplacementCanceled', 'canceled'],
]
