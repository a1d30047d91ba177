/** The steps that the domain lists, made ready to be looked up. */
import { allowanceLifecycle } from '../../../domain/allowance/index.js'
import { compensationLifecycle } from '../../../domain/compensation/index.js'
import { entitlementLifecycle } from '../../../domain/entitlement/index.js'
import type { Lifecycle } from '../../../domain/kernel/lifecycle.js'
import { refundLifecycle } from '../../../domain/refund/index.js'
import { repairLifecycle } from '../../../domain/repair/index.js'
import { replacementLifecycle } from '../../../domain/replacement/index.js'
import { requestLifecycle } from '../../../domain/request/index.js'
import { returnLifecycle } from '../../../domain/return/index.js'
import { workLifecycle } from '../../../domain/work/index.js'
import type { StreamKind } from '../../../domain/values/ids.js'

const all: ReadonlyArray<readonly [StreamKind, Lifecycle]> = [
  ['entitlement', entitlementLifecycle],
  ['request', requestLifecycle],
  ['return', returnLifecycle],
  ['refund', refundLifecycle],
  ['replacement', replacementLifecycle],
  ['repair', repairLifecycle],
  ['compensation', compensationLifecycle],
  ['allowance', allowanceLifecycle],
  ['workitem', workLifecycle],
]

export const lifecycles: ReadonlyMap<StreamKind, ReadonlySet<string>> = new Map(
  all.map(([kind, steps]) => [kind, new Set(steps.map(([from, by, to]) => `${from} ${by} ${to}`))]),
)
