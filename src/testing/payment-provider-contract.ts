/**
 * What every payment provider must do, as named cases that throw where it does not; run them under any test framework.
 * The rule behind all of them: a key pays once, and what is not known is never called a no. A case about something that
 * the provider declares it cannot do answers `not_declared`, so that nobody takes it for kept.
 *
 * @example
 * for (const { name, run } of paymentProviderContract) it(name, () => run(() => openMyProviderOnItsTestServer()))
 */
import type { ProviderCase } from './payment-provider-contract/harness.js'
import { moneyCases } from './payment-provider-contract/money-cases.js'
import { silenceCases } from './payment-provider-contract/silence-cases.js'
import { webhookCases } from './payment-provider-contract/webhook-cases.js'

export type {
  Executed,
  OpenProvider,
  ProviderBackend,
  ProviderCase,
  ProviderHarness,
  Trouble,
} from './payment-provider-contract/harness.js'

export const paymentProviderContract: ReadonlyArray<ProviderCase> = [...moneyCases, ...silenceCases, ...webhookCases]
