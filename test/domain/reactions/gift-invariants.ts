/** What no compensation may ever break, whatever else becomes of the case; the numbers are those of domain.md 6.5. */
import assert from 'node:assert/strict'
import type { ProposedCompensation } from '../../../src/domain/compensation/index.js'
import { benefitKey } from '../../../src/domain/values/ids.js'
import type { CaseHarness } from '../../../src/testing/case-harness.js'
import { issuerAgrees, recoveredWithinGiven } from '../../../src/testing/simulator/final/reserved.js'
import type { Final } from '../../../src/testing/simulator/final/log.js'
import { all, statesOf } from './reading.js'
import type { Shop } from './shop.js'

type Told = Pick<Shop, 'harness'>

export const WITHOUT_BENEFIT = ['refused', 'rejected', 'canceled', 'declined', 'lapsed', 'revoked', 'expired']
const GIVEN = ['issued', 'redeemed']

const allowancesOf = (harness: CaseHarness) =>
  harness.idsOf('allowance').flatMap((id) => {
    const state = harness.state('allowance', id)
    return state.status === 'none' ? [] : [state]
  })

/** 6: what ended without a benefit has given everything back; what the customer has is kept, and what may come waits. */
export const theEndedHoldNoAllowance = ({ harness }: Told): void => {
  for (const { allowance, holds } of allowancesOf(harness))
    for (const [compensationId, { status: hold }] of holds) {
      const { status } = harness.state('compensation', compensationId)
      const may = WITHOUT_BENEFIT.includes(status)
        ? ['returned']
        : GIVEN.includes(status)
          ? ['confirmed']
          : ['reserved', 'confirmed']
      assert.ok(may.includes(hold), `${compensationId} is ${status}, and its ${allowance.scope} has it ${hold}`)
    }
}

/** 8: one key for ever, whatever is sent and however often. */
export const benefitsHaveOneKey = ({ harness: { log } }: Told): void => {
  for (const { id, event } of log)
    if (event.type === 'BenefitSubmitted' || event.type === 'RevocationSubmitted')
      assert.equal(event.data.key, benefitKey('main', id))
}

const UNDER_WAY = ['reserving', 'accepted', 'issuing', 'revoking']

/** Who has answered is waited for no more: once all news has arrived, each has ended or is somebody's turn. */
export const noneWaitsForNews = ({ harness }: Told): void => {
  for (const { compensationId, status, terms } of statesOf({ harness }).compensations) {
    assert.ok(!UNDER_WAY.includes(status), `${compensationId} is ${status}`)
    assert.ok(status !== 'approved' || terms.consent, `${compensationId} was granted and is not issued`)
  }
}

/** 7: who proposed it or gets it agrees to nothing of it, nobody agrees twice, and who saw cash come back sends none. */
export const compensatedByTwo = ({ harness: { log } }: Told): void => {
  for (const { id, actor: proposer, data } of all(log, 'CompensationProposed')) {
    assert.notEqual(proposer.id, data.customerId)
    const own = log.filter((one) => one.id === id)
    const approvers = all(own, 'CompensationApprovalGiven').map(({ actor }) => actor.id)
    assert.equal(new Set([proposer.id, data.customerId, ...approvers]).size, 2 + approvers.length, id)
    let sawItBack: string | undefined
    for (const { event, actor } of own) {
      if (event.type === 'BenefitReturned') sawItBack = actor.kind === 'provider' ? undefined : actor.id
      if (event.type !== 'BenefitSubmitted') continue
      assert.notEqual(actor.id, sawItBack, `${id} went out again on one person's word`)
      sawItBack = undefined
    }
  }
}

const isOut = (status: string | undefined): boolean => status === 'issued' || status === 'used'

/** 9: what failed was not given: unknown is not failed. */
export const failedIsNotGiven = ({ harness, benefits }: Shop): void => {
  for (const { compensationId, status } of benefits.values()) {
    const s = harness.state('compensation', compensationId)
    if (s.status === 'failed' && s.call!.action === 'issue')
      assert.ok(!isOut(status), `${compensationId} failed, and the customer has it`)
  }
}

/** 2 and 4: the issuer's books say the same; a loss is made good once; no more comes back than was given. */
export const theIssuerAgrees = ({ harness, benefits }: Shop): void => {
  const final = {
    issuer: { given: benefits },
    entries: harness.log.map(({ id, event }) => ({ id, event })),
    watch: {
      of: () => statesOf({ harness }).compensations,
      state: (_: string, id: string): ProposedCompensation => harness.state('compensation', id) as ProposedCompensation,
      broken: (promise: string, detail: string) => assert.fail(`${promise}: ${detail}`),
    },
  } as unknown as Final
  issuerAgrees(final)
  recoveredWithinGiven(final)
}
