import { describe, expect, it } from 'vitest'
import type { AllowanceTerm } from '../../../src/domain/compensation/index.js'
import { sharesOf } from '../../../src/domain/compensation/losses.js'
import { MAX_MINOR } from '../../../src/domain/values/money.js'
import { delay } from '../../../src/testing/builders/allowance.js'
import { agent, customer, system } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/compensation.js'
import * as happened from '../../../src/testing/builders/compensation-events.js'
import { compensation, except, held, reserving } from './situations.js'

const { lossLine, punitive, proposeCompensation } = given
const proposing = (...losses: ReadonlyArray<ReturnType<typeof lossLine>>) =>
  compensation.when(proposeCompensation({ losses }))
const paid = [
  { lineId: 'shirt', paid: 8_000 },
  { lineId: 'mug', paid: 2_000 },
]

describe('A proposal', () => {
  it('asks the order first, and keeps all that it was decided by', () =>
    compensation.when(proposeCompensation()).then(happened.compensationProposed()))
  it('keeps the apology, the demand and the reason to go above the cap', () => {
    const more = { apology: { template: 'SORRY-3', language: 'zh' }, overCap: 'press', demanded: true }
    compensation.when(proposeCompensation(more)).then(happened.compensationProposed(more))
  })
  it('keeps what was paid for all of the order, which is not what its lines cost where goods went out instead', () =>
    compensation
      .when(proposeCompensation({}, { paid: 8_000 }))
      .then(happened.compensationProposed({ orderPaid: 8_000 })))
  it('is made by staff', () => {
    for (const kind of ['customer', 'carrier', 'provider'] as const)
      compensation
        .when(proposeCompensation({}, { actor: { kind, id: 'x-1' } }))
        .thenRejected({ _tag: 'CompensationForStaffOnly' })
  })
  it('is never for oneself', () =>
    compensation
      .when(proposeCompensation({}, { actor: { ...agent, id: customer.id } }))
      .thenRejected({ _tag: 'SelfApproval' }))
  it('is in the currency of the order', () =>
    compensation
      .when(proposeCompensation({ currency: 'EUR' }))
      .thenRejected({ _tag: 'CompensationCurrency', currency: 'GBP' }))
  it('is for goods of the order', () =>
    proposing(lossLine({ lineIds: ['shirt', 'hat'] })).thenRejected({ _tag: 'LossLineUnknown', lineId: 'hat' }))
  it('has an id of its own', () => reserving.when(proposeCompensation()).thenRejected({ _tag: 'CompensationIdTaken' }))
  it('names no budget twice', () => {
    const day = { _tag: 'Agent', period: '2026-03-02', limit: 100 } as const
    const department = { _tag: 'Department', department: 'support', period: '2026-03', limit: 100 } as const
    const customers = { _tag: 'Customer', period: '2026-03', limit: 100 } as const
    const naming = (...allowances: ReadonlyArray<AllowanceTerm>) =>
      compensation.when(proposeCompensation({ terms: given.compensationTerms({ allowances }) }))
    naming(day, { ...day, limit: 50 }).thenRejected({ _tag: 'AllowanceRepeated' })
    naming(day, { ...day, period: '2026-03' }, department, { ...department, department: 'shop' }, customers).thenTypes(
      'CompensationProposed',
    )
  })
  it('is no higher than anybody can count', () => {
    const all = lossLine({ minor: MAX_MINOR })
    proposing(all).thenTypes('CompensationProposed')
    proposing(all, lossLine({ head: 'time', minor: 1 })).thenRejected({ _tag: 'CompensationTooHigh', limit: MAX_MINOR })
  })
  it('has few enough losses to be read', () => {
    const lines = Array.from({ length: 100 }, (_, i) => ({ lineId: `l${i}`, paid: 1 }))
    const many = lossLine({ lineIds: lines.map(({ lineId }) => lineId), minor: 100 })
    const heads = ['delay', 'defect', 'non_delivery', 'freight', 'time', 'consequential'] as const
    const losses = heads.map((head) => ({ ...many, head }))
    compensation.when(proposeCompensation({ losses }, { lines })).thenRejected({ _tag: 'TooManyLosses', limit: 500 })
    compensation.when(proposeCompensation({ losses: losses.slice(1) }, { lines })).thenTypes('CompensationProposed')
  })
})

describe('What the law demands', () => {
  it('names the article that says so', () =>
    proposing(lossLine({ layer: 'statutory' })).thenRejected({
      _tag: 'StatutoryBasisMissing',
      missing: 'legal_reference',
    }))
  it('as a punishment is paid only on demand', () => {
    proposing(punitive()).thenRejected({ _tag: 'StatutoryBasisMissing', missing: 'customer_demand' })
    compensation.when(proposeCompensation({ losses: [punitive()], demanded: true })).thenTypes('CompensationProposed')
  })
  it('as ordinary damages needs no demand', () =>
    proposing(lossLine({ layer: 'statutory', basis: 'EU261-7' })).thenTypes('CompensationProposed'))
})

describe('A loss', () => {
  it('that is documented is made good up to what was proven', () => {
    proposing(lossLine({ head: 'freight', minor: 900, actualLoss: 900 })).thenTypes('CompensationProposed')
    proposing(lossLine({ head: 'freight', minor: 901, actualLoss: 900 })).thenRejected({
      _tag: 'ExceedsDocumentedLoss',
      head: 'freight',
      asked: 901,
      documented: 900,
    })
  })
  it('does not limit a punishment', () =>
    proposing(lossLine({ head: 'punitive', layer: 'promise', minor: 901, actualLoss: 900 })).thenTypes(
      'CompensationProposed',
    ))
  it('is not claimed on two grounds that exclude each other', () => {
    const terms = given.compensationTerms({ exclusive: ['promise', 'goodwill'] })
    const both = (...losses: ReadonlyArray<ReturnType<typeof lossLine>>) =>
      compensation.when(proposeCompensation({ losses, terms }))
    both(lossLine(), lossLine({ layer: 'promise' })).thenRejected({
      _tag: 'NotStackable',
      lineId: 'shirt',
      head: 'delay',
    })
    both(lossLine(), lossLine({ layer: 'discretionary' })).thenTypes('CompensationProposed')
    both(lossLine(), lossLine()).thenTypes('CompensationProposed')
    both(lossLine(), lossLine({ layer: 'promise', head: 'time' })).thenTypes('CompensationProposed')
    both(lossLine({ head: 'punitive' }), lossLine({ head: 'punitive', layer: 'promise' })).thenTypes(
      'CompensationProposed',
    )
  })
})

describe('What may be given for losses', () => {
  it('is the highest amount for the same loss: promise 8.00 and goodwill 12.00 are 12.00, not 20.00', () =>
    expect(sharesOf([lossLine({ layer: 'promise', minor: 800 }), lossLine({ minor: 1_200 })], paid)).toEqual([
      delay(1_200),
    ]))
  it('of two equal amounts rests on the stronger ground', () => {
    const promise = lossLine({ layer: 'promise' })
    const share = [delay(3_000, { layer: 'promise' })]
    expect(sharesOf([lossLine(), promise], paid)).toEqual(share)
    expect(sharesOf([promise, lossLine()], paid)).toEqual(share)
  })
  it('has punitive damages on top, each article once', () => {
    const byLaw = (minor: number, basis: string) => punitive({ minor, basis })
    const shares = sharesOf([lossLine(), byLaw(500, 'a'), byLaw(700, 'a'), byLaw(100, 'b')], paid)
    expect(shares.map(({ head, minor }) => [head, minor])).toEqual([
      ['delay', 3_000],
      ['punitive', 700],
      ['punitive', 100],
    ])
  })
  it('is divided over its goods by what was paid for them, to the penny', () =>
    expect(sharesOf([lossLine({ lineIds: ['shirt', 'mug', 'shirt'], minor: 1_001 })], paid)).toEqual([
      delay(801),
      delay(200, { lineId: 'mug' }),
    ]))
  it('leaves out goods on which nothing falls', () =>
    expect(sharesOf([lossLine({ lineIds: ['shirt', 'mug'], minor: 1 })], paid)).toEqual([delay(1)]))
})

describe('When the order has said yes', () => {
  const budgets = [
    { _tag: 'Agent', period: '2026-03-02', limit: 10_000 },
    { _tag: 'Department', department: 'support', period: '2026-03', limit: 90_000 },
    { _tag: 'Customer', period: '2026', limit: 20_000 },
  ] as const
  const asking = compensation.given(
    happened.compensationProposed({ terms: given.compensationTerms({ allowances: budgets }) }),
  )
  const refs = [
    given.ofAgent,
    { scope: 'department', key: 'support', period: '2026-03' },
    { scope: 'customer', key: 'c-1', period: '2026' },
  ] as const
  const answered = { minor: 3_000, total: 3_000 } as const

  it('the budgets are asked one after the other, for what is left to give', () => {
    const firstAsk = { allowance: given.ofAgent, minor: 2_500, limit: 10_000 }
    asking
      .when(given.orderSaysYes([delay(2_500)]))
      .then(happened.allowanceHeld({ minor: 2_500, total: 2_500, shares: [delay(2_500)], next: firstAsk }))
    const second = { compensationId: given.compensationId, currency: 'GBP', allowance: given.ofAgent, ...answered }
    asking
      .given(happened.allowanceHeld())
      .when(given.agentSaysYes())
      .then({
        type: 'CompensationAllowanceHeld',
        data: { ...second, next: { allowance: refs[1], minor: 3_000, limit: 90_000 } },
      })
  })
  it('and after the last yes it is decided', () => {
    const third = { compensationId: given.compensationId, answer: { _tag: 'Reserved', ...answered } } as const
    asking
      .given(happened.allowanceHeld())
      .after(given.agentSaysYes(), given.agentSaysYes({ ...third, allowance: refs[1] }))
      .when(given.agentSaysYes({ ...third, allowance: refs[2] }))
      .thenTypes('CompensationAllowanceHeld', 'CompensationApproved')
  })
  it('a no of one gives back what the others had said yes to', () =>
    asking.given(happened.allowanceHeld()).when(given.allowanceSaysNo()).then(happened.compensationRefused()))
  it('for what the law demands only the allowance of whoever proposes it is asked: it is their authority', () => {
    const byLaw = delay(3_000, { layer: 'statutory', basis: 'EU261-7' })
    asking
      .when(given.orderSaysYes([byLaw]))
      .then(
        happened.allowanceHeld({ shares: [byLaw], next: { allowance: given.ofAgent, minor: 3_000, limit: 10_000 } }),
      )
    asking
      .given(happened.allowanceHeld({ shares: [byLaw] }))
      .when(given.agentSaysYes())
      .thenTypes('CompensationAllowanceHeld', 'CompensationApproved')
    compensation
      .given(happened.compensationProposed({ terms: given.compensationTerms({ allowances: budgets.slice(1) }) }))
      .when(given.orderSaysYes([byLaw]))
      .thenTypes('CompensationAllowanceHeld', 'CompensationApproved')
  })
  it('the same yes again changes nothing', () =>
    asking.given(happened.allowanceHeld()).when(given.orderSaysYes()).thenNothing())
})

describe('An answer that comes when nobody waits for it', () => {
  it.each(except('reserving'))('changes nothing while it is %s', (_status, there) => {
    there.when(given.agentSaysYes()).thenNothing()
    there.when(given.allowanceSaysNo()).thenNothing()
  })
  it('is no compensation', () => compensation.when(given.orderSaysYes()).thenRejected({ _tag: 'CompensationNotFound' }))
  it('of the order without shares leaves what was asked for', () => {
    const bare = given.agentSaysYes({
      allowance: given.ofOrder,
      answer: { _tag: 'Reserved', minor: 3_000, total: 3_000 },
    })
    reserving.when(bare).thenState((s) => expect(s).toMatchObject({ status: 'approved', shares: [delay(3_000)] }))
    held.when(given.agentSaysYes({}, { actor: system })).thenTypes('CompensationAllowanceHeld', 'CompensationApproved')
  })
})
