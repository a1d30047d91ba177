/** Where a repair stands, as the events that led there. The usual one is two kettles, covered by the warranty. */
import { Repair } from '../../../src/domain/repair/index.js'
import type { RepairStatus } from '../../../src/domain/repair/index.js'
import * as given from '../../../src/testing/builders/repair.js'
import { spec } from '../../../src/testing/spec.js'

export const repair = spec(Repair)

export const planned = repair.given(given.repairPlanned())
export const diagnosing = planned.given(given.repairGoodsReceived())
export const quoted = diagnosing.given(given.repairQuoted())
export const repairing = diagnosing.given(given.repairDiagnosed())
export const repaired = repairing.given(given.repairFinished())
export const unrepaired = repairing.given(given.repairFailed())
export const shippedBack = repaired.given(given.repairShippedBack())
export const completed = shippedBack.given(given.repairCompleted())
export const canceled = planned.given(given.repairCanceled())

export const everyStatus: ReadonlyArray<readonly [RepairStatus, typeof planned]> = [
  ['planned', planned],
  ['diagnosing', diagnosing],
  ['quoted', quoted],
  ['repairing', repairing],
  ['repaired', repaired],
  ['unrepaired', unrepaired],
  ['shipped_back', shippedBack],
  ['completed', completed],
  ['canceled', canceled],
]
export const except = (...statuses: ReadonlyArray<RepairStatus>) =>
  everyStatus.filter(([status]) => !statuses.includes(status))
export const only = (...statuses: ReadonlyArray<RepairStatus>) =>
  everyStatus.filter(([status]) => statuses.includes(status))

export const notNow = (status: RepairStatus) => ({ _tag: 'RepairNotOpen', status }) as const
export const staffOnly = { _tag: 'RepairForStaffOnly' } as const
