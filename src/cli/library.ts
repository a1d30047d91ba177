/** What the verbs ask the library: its views and operations on two stores, without a shop around them. */
import * as TE from 'fp-ts/lib/TaskEither.js'
import { randomIds } from '../adapters/node/index.js'
import type { Clock } from '../ports/clock.js'
import type { PaymentProvider } from '../ports/payment-provider.js'
import { noTelemetry } from '../ports/telemetry.js'
import { READ_MODELS } from '../projections/index.js'
import { operationsOf, type Operations } from '../runtime/operations.js'
import { viewsOf, type Views } from '../runtime/reading/views.js'
import { createRuntime, type Runtime } from '../runtime/runtime.js'
import { unopenedKeyRing } from '../runtime/unopened-key-ring.js'
import { workersOf } from '../runtime/workers/workers.js'
import type { Stores } from './stores.js'

export interface Library {
  readonly runtime: Runtime
  readonly views: Views
  readonly operations: Operations
}

/** No verb causes money to move; should one ever, nobody answers, and the workers of the host take care of it. */
const silent = () => TE.left({ _tag: 'ProviderSilent', reason: 'the command line pays nothing' } as const)
const nobody: PaymentProvider = {
  name: 'nobody',
  capabilities: { lookup: { _tag: 'none' }, partialRefunds: false, asynchronousOutcome: false, reversal: false },
  submit: silent,
  lookup: silent,
}

const CACHED_STREAMS = 100

export const libraryOn = ({ store, rows }: Pick<Stores, 'store' | 'rows'>, tenant: string, clock: Clock): Library => {
  const runtime = createRuntime({
    ...{ tenant, store, clock, ids: randomIds, payments: nobody, keyRing: unopenedKeyRing },
    ...{ telemetry: noTelemetry, cachedStreams: CACHED_STREAMS },
  })
  const views = viewsOf(runtime, rows, undefined)
  const { health } = workersOf(runtime, rows, READ_MODELS, undefined)
  return { runtime, views, operations: operationsOf(runtime, rows, health, views.upToDate) }
}
