/** What the simulator folds, by kind of stream. */
import type { AllowanceState } from '../../domain/allowance/index.js'
import type { CompensationState } from '../../domain/compensation/index.js'
import type { EntitlementState } from '../../domain/entitlement/index.js'
import type { RefundState } from '../../domain/refund/index.js'
import type { RepairState } from '../../domain/repair/index.js'
import type { ReplacementState } from '../../domain/replacement/index.js'
import type { RequestState } from '../../domain/request/index.js'
import type { ReturnState } from '../../domain/return/index.js'

export interface StreamStates {
  readonly entitlement: EntitlementState
  readonly request: RequestState
  readonly return: ReturnState
  readonly refund: RefundState
  readonly replacement: ReplacementState
  readonly repair: RepairState
  readonly compensation: CompensationState
  readonly allowance: AllowanceState
}
