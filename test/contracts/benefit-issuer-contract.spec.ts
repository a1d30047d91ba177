/** The simulated issuer keeps the contract; issuers that each break one rule are refused by the case about that rule. */
import * as E from 'fp-ts/lib/Either.js'
import type { BenefitInstruction, BenefitIssuer } from 'after-sales'
import { benefitIssuerContract, simulatedBenefits, type IssuerHarness } from 'after-sales/testing'
import { describe, expect, it } from 'vitest'

type Benefits = ReturnType<typeof simulatedBenefits>
type Breaks = (benefits: Benefits) => Partial<BenefitIssuer>

const harnessOf = (breaks: Breaks = () => ({})): IssuerHarness => {
  const benefits = simulatedBenefits()
  const all = () => [...benefits.given.values()]
  return {
    issuer: { ...benefits, ...breaks(benefits) },
    backend: {
      given: () => all().filter(({ ref }) => ref !== 'never_issued'),
      inHand: () =>
        all()
          .filter(({ status }) => status === 'issued')
          .map(({ key }) => key),
      use: benefits.use,
      failNext: (trouble) => benefits.script({ _tag: trouble === 'request_lost' ? 'lose_request' : 'lose_answer' }),
      declineNext: (code) => benefits.script({ _tag: 'decline', code }),
      hangNext: () => benefits.script({ _tag: 'hang' }),
    },
  }
}

let count = 0
const asking =
  (change: (i: BenefitInstruction) => BenefitInstruction): Breaks =>
  ({ issue }) => ({
    issue: (i, signal) => issue(change(i), signal),
  })
const NO = E.right({ _tag: 'Declined', code: 'timeout' } as const)

const broken: ReadonlyArray<readonly [what: string, refusedBy: string, breaks: Breaks]> = [
  [
    'sends another key with every call',
    'gives one benefit for a key and answers',
    asking((i) => ({ ...i, key: `${(count += 1)}` })),
  ],
  ['sends one key for all of an order', 'gives every key its own', asking((i) => ({ ...i, key: i.orderId }))],
  ['asks for whole units', 'gives what was asked for', asking((i) => ({ ...i, minor: Math.ceil(i.minor / 100) }))],
  [
    'takes silence for a no',
    'is silent where the answer is lost',
    ({ issue }) => ({
      issue: (i, signal) => async () => {
        const said = await issue(i, signal)()
        return E.isLeft(said) ? NO : said
      },
    }),
  ],
  [
    'echoes what was asked, whatever was given',
    'gives nothing more for a key with another amount',
    ({ issue }) => ({
      issue: (i, signal) => async () => {
        const said = await issue(i, signal)()
        return E.isRight(said) && said.right._tag === 'Issued' ? E.right({ ...said.right, minor: i.minor }) : said
      },
    }),
  ],
  [
    'never sees anything',
    'is silent where the answer is lost',
    () => ({ lookup: () => () => Promise.resolve(E.right({ _tag: 'NeverSeen' })) }),
  ],
  [
    'takes a lost request for a no',
    'is silent where the request is lost',
    ({ lookup }) => ({
      lookup: (i, signal) => async () => {
        const said = await lookup(i, signal)()
        return E.isRight(said) && said.right._tag === 'NeverSeen' ? NO : said
      },
    }),
  ],
  [
    'does not really take back',
    'takes back what is unused',
    () => ({ revoke: () => () => Promise.resolve(E.right({ _tag: 'Revoked' })) }),
  ],
  [
    'takes back what was used',
    'does not take back what was used',
    ({ revoke }) => ({
      revoke: (i, signal) => async () => {
        const said = await revoke(i, signal)()
        return E.isRight(said) && said.right._tag === 'Used' ? E.right({ _tag: 'Revoked' } as const) : said
      },
    }),
  ],
  [
    'issues what was made void before it came',
    'gives nothing for a key that is void',
    ({ revoke, given }) => ({
      revoke: (i, signal) =>
        given.has(i.key) ? revoke(i, signal) : () => Promise.resolve(E.right({ _tag: 'Revoked' })),
    }),
  ],
]

describe('The contract of issuers', () => {
  it.each(benefitIssuerContract)('is kept by the simulated one: it $name', ({ run }) =>
    run(() => Promise.resolve(harnessOf())),
  )

  it.each(broken)('refuses an issuer that %s', async (_what, refusedBy, breaks) => {
    const about = benefitIssuerContract.find(({ name }) => name.startsWith(refusedBy))
    expect(about, refusedBy).toBeDefined()
    await expect(about!.run(() => Promise.resolve(harnessOf(breaks)))).rejects.toThrow()
  })
})
