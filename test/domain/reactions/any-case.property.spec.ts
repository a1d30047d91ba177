/**
 * Any case: customers, agents, warehouse, finance, provider and the world outside act as chance has it, on one order
 * with three requests; what follows is delivered in any order, late and more than once. A failure prints the seed and
 * the shortest list of acts that still fails.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allowanceEvents } from '../../../src/domain/allowance/index.js'
import { compensationEvents } from '../../../src/domain/compensation/index.js'
import { entitlementEvents } from '../../../src/domain/entitlement/index.js'
import { refundEvents } from '../../../src/domain/refund/index.js'
import { requestEvents } from '../../../src/domain/request/index.js'
import { repairEvents } from '../../../src/domain/repair/index.js'
import { replacementEvents } from '../../../src/domain/replacement/index.js'
import { returnEvents } from '../../../src/domain/return/index.js'
import * as conserved from './conservation.js'
import * as gift from './gift-invariants.js'
import * as invariant from './invariants.js'
import { somebodyCanAct } from './liveness.js'
import * as money from './money-invariants.js'
import { openShop, type Action } from './shop.js'
import { theRecordHolds } from './watched.js'

const ALWAYS = [invariant.goodsAreCountedOnce, money.reservesHold, money.paymentsCountOnce, gift.failedIsNotGiven]
const IN_THE_END = [
  invariant.nothingIsStuck,
  somebodyCanAct,
  invariant.goodsAreCountedOnce,
  money.neverMoreThanCaptured,
  conserved.unitsEarnOnce,
  conserved.neverMoreThanPaidFor,
  conserved.whatWentOutIsPaidFor,
  conserved.nothingComesFromNowhere,
  money.reservesHold,
  money.reservedIsOwed,
  invariant.theEndedHoldNothing,
  invariant.fourEyes,
  money.keysMeanOnePayment,
  money.everythingAddsUp,
  invariant.everyChangeIsExplained,
  money.whatIsSaidWasPaid,
  invariant.paidGoodsAreGone,
  invariant.acceptedGoodsFellDue,
  invariant.disputesAreFair,
  invariant.mergedGoOn,
  ...[gift.theEndedHoldNoAllowance, gift.benefitsHaveOneKey, gift.noneWaitsForNews, gift.compensatedByTwo],
  ...[gift.failedIsNotGiven, gift.theIssuerAgrees],
  theRecordHolds,
]

const weights: ReadonlyArray<readonly [Action[0], number]> = [
  ['ask', 8],
  ['cancel', 3],
  ['dispute', 3],
  ['lookAgain', 4],
  ['evidence', 3],
  ['handleGoods', 7],
  ['goodsGoWrong', 3],
  ['bringBack', 3],
  ['replacement', 7],
  ['repair', 4],
  ['switchRemedy', 2],
  ['sendOut', 2],
  ['decideMoney', 4],
  ['provider', 8],
  ['steerLeg', 7],
  ['outside', 2],
  ['owed', 5],
  ['duty', 1],
  ['compensate', 11],
  ['issuer', 4],
  ['bearCost', 3],
  ['budget', 1],
  ['deliver', 6],
  ['deliverAFew', 4],
  ['again', 2],
  ['rush', 2],
  ['settle', 1],
]
const act = fc.constantFrom(...weights.flatMap(([name, weight]) => Array.from({ length: weight }, () => name)))
const actions = fc.array(fc.tuple(act, fc.nat(999), fc.nat(999)), { minLength: 60, maxLength: 260, size: 'max' })

const NEVER_HERE = [
  ...['OrderLinesRegistered', 'DeliveryRecorded', 'PaymentCaptured', 'OrderEdited'],
  // Of a return, what no other aggregate listens to.
  ...[
    'ReturnArranged',
    'GoodsCalledBack',
    'LabelIssued',
    'LabelVoided',
    'FirstScanRecorded',
    'ParcelScanned',
    'ParcelRefused',
  ],
  ...['CountDisputed', 'CountSettled', 'SendBackDeadlineSet', 'SendBackDeadlineMet', 'HeldGoodsOverdue'],
  // Names are looked up here, so that the order always takes what went out: `any-outbound.property.spec.ts`.
  ...['ReplacementNotRecorded'],
  // Less comes back than a price counted on, before it ships: likewise there.
  ...['ReplacementRepriced'],
  // Rare: `repair.property.spec.ts`, `request.property.spec.ts`.
  ...['RepairCancellationRefused', 'GoodsOverdue'],
]
const EVERYTHING = [
  ...[allowanceEvents, compensationEvents],
  ...[entitlementEvents, requestEvents, returnEvents, refundEvents, replacementEvents, repairEvents],
]
  .flatMap(({ families }) => families.map(({ type }): string => type))
  .filter((type) => !NEVER_HERE.includes(type))

const AFTERWARDS = ['outside', 'owed', 'owed', 'outside', 'provider', 'owed'] as const
const RUNS = 500

it('Whatever people and providers do, in whatever order the news travels, no case breaks a promise', () => {
  const met = new Set<string>()
  fc.assert(
    fc.property(actions, fc.nat(999), (run, how) => {
      const shop = openShop()
      for (const [name, n, m] of run) {
        shop.acts[name](n, m)
        if (n % 5 === 0 && shop.repeatLast() !== 0) expect.fail('a command that was accepted was done again')
        for (const check of ALWAYS) check(shop)
      }
      shop.settle(how)
      // What is owed is mostly heard of when the money is long out.
      for (const [i, [, n, m]] of run.slice(0, 16).entries()) shop.acts[AFTERWARDS[i % AFTERWARDS.length]!](3 * n, m)
      shop.settle(how)
      for (const check of IN_THE_END) check(shop)
      for (const { event } of shop.harness.log) met.add(event.type)
    }),
    { numRuns: RUNS, seed: 20_260_302 },
  )
  // A shop that never sees half of what may happen proves half.
  expect(EVERYTHING.filter((type) => !met.has(type))).toEqual([])
}, 60_000)
