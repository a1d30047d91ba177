/**
 * What the contract needs from whoever tests a provider adapter: the adapter, and a backend behind it that a test can
 * steer and whose books can be read. The backend is the provider's side, so it never shares code with the adapter.
 */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import { plusSeconds, type Instant } from '../../domain/values/instant.js'
import type {
  PaymentProvider,
  ProviderAnswer,
  ProviderSilent,
  RawWebhook,
  RefundInstruction,
} from '../../ports/payment-provider.js'

/** What can become of a call without an outcome. */
export type Trouble =
  /** Nothing arrives. */
  | 'request_lost'
  /** Executed, and the answer never arrives. */
  | 'answer_lost'
  /** No answer for longer than the adapter waits. */
  | 'timed_out'
  | 'server_error'
  /** Refused for now, with a time after which to come again. */
  | 'too_many_requests'
  /** Refused because another call with this key is under way. */
  | 'key_in_use'
  /** Answered, and not what anybody could mean. */
  | 'nonsense'
  /** The shop's own credentials are wrong: the refund is still owed. */
  | 'unauthorized'

export interface Executed {
  readonly key: string
  /** In the backend's own units. */
  readonly minor: number
  readonly currency: string
}

export interface ProviderBackend {
  /** Every refund that was really taken, in order; what was refused is not among them. */
  readonly executed: () => ReadonlyArray<Executed>
  /** The troubles that `failNext` can make. */
  readonly troubles: ReadonlyArray<Trouble>
  /** Troubles that are saved under the key and repeated. */
  readonly saved?: ReadonlyArray<Trouble>
  readonly failNext: (trouble: Trouble) => void
  /** Whether `failNext` also catches a look-up. */
  readonly failsLookups: boolean
  readonly declineNext: (code: string) => void
  /** No answer at all until the call is given up. */
  readonly hangNext: () => void
  /** The next refund is taken, and its outcome is open until `settle`. */
  readonly processNext: () => void
  readonly settle: (key: string, how: 'succeed' | 'fail') => void
  readonly reverse: (key: string) => void
  /** Lets time pass for the backend and for whoever else reads the clock. */
  readonly pass: (seconds: number) => void
  readonly now: () => Instant
  /** Amounts as the provider documents them, where they are not our minor units. */
  readonly unitsOf?: (minor: number, currency: string) => number
  /** A signed webhook about a refund as it stands. */
  readonly webhookFor: (key: string, at: Instant) => RawWebhook
  /** Any text, well signed. */
  readonly signed: (text: string, at: Instant) => RawWebhook
  /** A message of the provider that is about no refund. */
  readonly messageAboutSomethingElse: string
}

export interface ProviderHarness {
  readonly provider: PaymentProvider
  readonly backend: ProviderBackend
  /** A reference of a payment as this provider writes them. */
  readonly paymentRef: string
  /** Texts that may appear in no error. */
  readonly secrets: ReadonlyArray<string>
}

/** Gives a provider of its own, with empty books, every time. Who opens it also closes it. */
export type OpenProvider = () => Promise<ProviderHarness>

export interface ProviderCase {
  readonly name: string
  /** `not_declared`: the provider declares that it cannot do what the case is about. */
  readonly run: (open: OpenProvider) => Promise<'kept' | 'not_declared'>
}

export const providerCase = (
  name: string,
  check: (harness: ProviderHarness) => Promise<void>,
  isDeclared: (harness: ProviderHarness) => boolean = () => true,
): ProviderCase => ({
  name,
  run: async (open) => {
    const harness = await open()
    if (!isDeclared(harness)) return 'not_declared'
    await check(harness)
    return 'kept'
  },
})

export const instruction = (
  { paymentRef }: ProviderHarness,
  n: number,
  more: Partial<RefundInstruction> = {},
): RefundInstruction => ({
  key: `0c0ffee0-0000-4000-8000-${String(n).padStart(12, '0')}`,
  tenant: 'main',
  refundId: '11111111-1111-4111-8111-111111111111',
  legId: `card-${n}`,
  epoch: 1,
  orderId: '#1001',
  tenderId: 'card',
  tenderKind: 'card',
  paymentRef,
  captured: 30_000,
  minor: 1_000,
  currency: 'EUR',
  ...more,
})

export type Said = E.Either<ProviderSilent, ProviderAnswer | { readonly _tag: 'NeverSeen' }>

export const tagOf = (said: Said): string => (E.isLeft(said) ? said.left._tag : said.right._tag)

export const assertSilent = (said: Said): ProviderSilent => {
  if (E.isRight(said)) assert.fail(`it answered ${said.right._tag} where nothing was known`)
  assert.equal(said.left._tag, 'ProviderSilent')
  assert.ok(said.left.reason.length > 0, 'a reason is for people: it says something')
  return said.left
}

/** A second call for a key, as late as the provider wants it. */
export const again = async (harness: ProviderHarness, i: RefundInstruction): Promise<Said> => {
  harness.backend.pass(harness.provider.capabilities.minIntervalSeconds ?? 0)
  return harness.provider.submit(i)()
}

/** A look-up, as late as its answer can be believed. */
export const lookedUp = async ({ provider, backend }: ProviderHarness, i: RefundInstruction): Promise<Said> => {
  const { lookup } = provider.capabilities
  if (lookup._tag === 'eventual') backend.pass(lookup.settlesAfterSeconds)
  return provider.lookup(i)()
}

export const canBeAsked = ({ provider }: ProviderHarness): boolean => provider.capabilities.lookup._tag !== 'none'

/** Taken: it was paid, or it is under way. */
export const assertTaken = (said: Said, i: RefundInstruction): void => {
  if (E.isRight(said) && said.right._tag === 'Succeeded')
    assert.deepEqual([said.right.minor, said.right.currency], [i.minor, i.currency], 'it echoes amount and currency')
  else assert.equal(tagOf(said), 'Processing')
}

export const executedKeys = ({ backend }: ProviderHarness): ReadonlyArray<string> =>
  backend.executed().map(({ key }) => key)

export const later = (at: Instant, seconds: number): Instant => plusSeconds(at, seconds)
