/**
 * Compensations of one order from one budget, with chance as their shop: news travels late, twice and in any order, and
 * people and issuer do what they like. Whatever happens, no cap is passed, nothing is kept by what ended, and each
 * compensation has one key.
 */
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { CompensationState } from '../../../src/domain/compensation/index.js'
import { allowanceIdOf } from '../../../src/domain/values/ids.js'
import { agent, at } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/compensation.js'
import { caseHarness, type CaseHarness } from '../../../src/testing/case-harness.js'
import { benefitsHaveOneKey, theEndedHoldNoAllowance, WITHOUT_BENEFIT } from './gift-invariants.js'
import { sayings } from './gifts.js'

const BUDGET = 8_000
const IDS = ['k-1', 'k-2', 'k-3', 'k-4', 'k-5']
const HEADS = ['delay', 'time', 'defect', 'punitive'] as const
const AMOUNTS = [1_000, 3_000, 5_000, 7_000, 13_000]
const LATER = at('2026-03-20T12:00:00.000Z')
const budgetId = allowanceIdOf('agent', agent.id, '2026-03')
const orderId = allowanceIdOf('order', 'o-1', 'all')

const terms = (consent: boolean) =>
  given.compensationTerms({
    consent,
    limits: [
      { role: 'agent', atMost: 5_000, perOrder: 9_000 },
      { role: 'supervisor', atMost: 90_000, perOrder: 90_000 },
    ],
    allowances: [{ _tag: 'Agent', period: '2026-03', limit: BUDGET }],
  })

type Move = (harness: CaseHarness, step: number) => void
const said = { tenant: 'main' } as const

const propose =
  (compensationId: string, head: (typeof HEADS)[number], minor: number, consent: boolean): Move =>
  (harness, step) => {
    const loss = head === 'punitive' ? given.punitive({ minor }) : given.lossLine({ head, minor })
    const data = { compensationId, losses: [loss], terms: terms(consent), demanded: true }
    harness.handle('compensation', compensationId, given.proposeCompensation(data, { ...said, commandId: `c-${step}` }))
  }

const commandsFor = (compensationId: string, s: CompensationState) => {
  const id = { compensationId }
  const current = s.status === 'none' ? undefined : s
  const attempt = current?.call?.attempt ?? 1
  const minor = current?.shares.reduce((sum, share) => sum + share.minor, 0) ?? 1
  const answer = (tag: 'Issued' | 'Used') => ({ ...given.issuedAnswer, _tag: tag, minor: Math.max(1, minor) })
  const heard = (what: Parameters<typeof given.issuerSays>[0]) => {
    const command = given.issuerSays(what, attempt)
    return { ...command, data: { ...command.data, ...id } }
  }
  return [
    ...sayings(compensationId),
    given.reportBenefitSilent({ ...id, attempt }),
    given.benefitFinding({ ...id, attempt, check: current?.call?.checks ?? 0 }),
    given.benefitFinding({ ...id, attempt, check: current?.call?.checks ?? 0, found: 'silent' }, { at: LATER }),
    heard(answer('Issued')),
    heard(answer('Issued')),
    heard(answer('Used')),
    heard({ _tag: 'Declined', code: 'no' }),
    heard({ _tag: 'Revoked' }),
    heard({ _tag: 'Revoked' }),
    heard({ _tag: 'Revoked' }),
    given.recordRedeemed(id),
    given.recordExpired(id),
  ]
}

const act =
  (compensationId: string, which: number): Move =>
  (harness, step) => {
    const all = commandsFor(compensationId, harness.state('compensation', compensationId))
    const command = all[which % all.length]!
    harness.handle('compensation', compensationId, { ...command, commandId: `c-${step}` })
  }

const deliver =
  (which: number): Move =>
  (harness) => {
    const delivered = harness.deliver(which)
    if (delivered !== undefined && E.isLeft(delivered.answer))
      expect.fail(`${delivered.reaction}: ${JSON.stringify(delivered.answer.left)}`)
  }

const number = fc.nat(999)
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...IDS), fc.constantFrom(...HEADS), fc.constantFrom(...AMOUNTS), fc.boolean())
      .map((of) => propose(...of)),
  },
  { weight: 6, arbitrary: number.map(deliver) },
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...IDS), number).map((of) => act(...of)) },
  {
    weight: 1,
    arbitrary: number.map(
      (which): Move =>
        (harness) =>
          harness.repeat(which),
    ),
  },
)

/** Chance, and then everything that is still on its way arrives. */
const run = (moves: ReadonlyArray<Move>): CaseHarness => {
  const harness = caseHarness()
  for (const [step, one] of moves.entries()) {
    one(harness, step)
    withinCaps(harness)
  }
  while (harness.pending() > 0) deliver(0)(harness, 0)
  withinCaps(harness)
  return harness
}

const totalOf = (harness: CaseHarness, id: string): number => {
  const state = harness.state('allowance', id)
  return state.status === 'none' ? 0 : state.total
}

/** 80.00 was paid for the shirt that all of them are about: 120.00 at most. */
const withinCaps = (harness: CaseHarness): void => {
  expect(totalOf(harness, budgetId)).toBeLessThanOrEqual(BUDGET)
  expect(totalOf(harness, orderId)).toBeLessThanOrEqual(12_000)
}

describe('Any compensations of one order', () => {
  const check = (about: (harness: CaseHarness) => void) =>
    fc.assert(
      fc.property(fc.array(move, { minLength: 20, maxLength: 120, size: 'max' }), (moves) => about(run(moves))),
      { numRuns: 400, seed: 20_260_302 },
    )

  it('pass no cap at any moment, and in the end nothing is kept by what ended', () =>
    check((harness) => theEndedHoldNoAllowance({ harness })))

  it('have one key each, whatever is sent and however often', () => check((harness) => benefitsHaveOneKey({ harness })))

  it('wait for nobody who has answered: none is left asking for budgets', () =>
    check((harness) => {
      for (const id of harness.idsOf('compensation'))
        expect(harness.state('compensation', id).status).not.toBe('reserving')
    }))

  it('reach every way to end', () => {
    const seen = new Set<string>()
    check((harness) => {
      for (const id of harness.idsOf('compensation')) seen.add(harness.state('compensation', id).status)
    })
    expect([...seen]).toEqual(expect.arrayContaining([...WITHOUT_BENEFIT, 'redeemed', 'issued']))
  })
})
