/** Every change of status there is. The diagram in docs/domain.md is made from this list, and tests hold both to the code. */
import type { Lifecycle } from '../kernel/lifecycle.js'
import type { RepairEvent } from './events.js'
import type { RepairState } from './state.js'

type Status = RepairState['status']

/** Events that are recorded and change no status. */
const within = (status: Status, types: ReadonlyArray<RepairEvent['type']>) =>
  types.map((type) => [status, type, status] as const)

const IN_HOUSE = ['RepairGoodsReceived', 'RepairCancellationRefused'] as const

export const repairLifecycle: Lifecycle<Status, RepairEvent['type']> = [
  ['none', 'RepairPlanned', 'planned'],
  ['none', 'RepairCanceled', 'canceled'],
  ['planned', 'RepairGoodsReceived', 'diagnosing'],
  ['planned', 'RepairCanceled', 'canceled'],
  ...within('diagnosing', [...IN_HOUSE, 'RepairOverdue']),
  ['diagnosing', 'RepairDiagnosed', 'repairing'],
  ['diagnosing', 'RepairDiagnosed', 'quoted'],
  ['diagnosing', 'RepairFailed', 'unrepaired'],
  ['diagnosing', 'RepairCanceled', 'canceled'],
  ...within('quoted', [...IN_HOUSE, 'RepairOverdue']),
  ['quoted', 'RepairQuoteAccepted', 'repairing'],
  ['quoted', 'RepairQuoteDeclined', 'unrepaired'],
  ['quoted', 'RepairQuoteLapsed', 'unrepaired'],
  ['quoted', 'RepairFailed', 'unrepaired'],
  ['quoted', 'RepairCanceled', 'canceled'],
  ...within('repairing', [...IN_HOUSE, 'RepairOverdue']),
  ['repairing', 'RepairFinished', 'repaired'],
  ['repairing', 'RepairFailed', 'unrepaired'],
  ['repairing', 'RepairCanceled', 'canceled'],
  ...within('repaired', IN_HOUSE),
  ['repaired', 'RepairShippedBack', 'shipped_back'],
  ['repaired', 'RepairCanceled', 'canceled'],
  ...within('unrepaired', IN_HOUSE),
  ['unrepaired', 'RepairShippedBack', 'shipped_back'],
  ['unrepaired', 'RepairCanceled', 'canceled'],
  ...within('shipped_back', ['RepairCancellationRefused']),
  ['shipped_back', 'RepairCompleted', 'completed'],
  ...within('completed', ['RepairCancellationRefused']),
]
