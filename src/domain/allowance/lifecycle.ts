/** Every change of status there is: opened at the first touch, and never closed. */
import type { Lifecycle } from '../kernel/lifecycle.js'
import type { AllowanceEvent } from './events.js'
import type { AllowanceState } from './state.js'

export const allowanceLifecycle: Lifecycle<AllowanceState['status'], AllowanceEvent['type']> = [
  ['none', 'AllowanceOpened', 'open'],
  ['open', 'AllowanceLimitChanged', 'open'],
  ['open', 'AllowanceReserved', 'open'],
  ['open', 'AllowanceRefused', 'open'],
  ['open', 'AllowanceConfirmed', 'open'],
  ['open', 'AllowanceReturned', 'open'],
]
