/** Every change of status there is. The diagram in docs/domain.md is made from this list, and tests hold both to the code. */
import type { Lifecycle } from '../kernel/lifecycle.js'
import { entitlementEvents, type EntitlementEvent } from './events.js'
import type { EntitlementState } from './state.js'

/** An order is registered once; from then on everything happens to its balances, not to its status. */
export const entitlementLifecycle: Lifecycle<EntitlementState['status'], EntitlementEvent['type']> = [
  ['unknown', 'OrderRegistered', 'registered'],
  ...entitlementEvents.families
    .filter(({ type }) => type !== 'OrderRegistered')
    .map(({ type }) => ['registered', type as EntitlementEvent['type'], 'registered'] as const),
]
