import { describe, it } from 'vitest'
import type { AllowanceRefusal } from '../../../src/domain/values/allowance.js'
import { Allowance } from '../../../src/domain/allowance/index.js'
import { MAX_MINOR } from '../../../src/domain/values/money.js'
import * as given from '../../../src/testing/builders/allowance.js'
import { spec } from '../../../src/testing/spec.js'

const { delay, reserveOnOrder, reservedOnOrder } = given
const order = spec(Allowance).given(given.orderOpened())
const second = 'k-2'
const refused = (refusal: AllowanceRefusal) =>
  given.allowanceRefused({ compensationId: second, allowance: given.ofOrder, refusal })
/** 8.00 was given for the delay. */
const afterEight = order.given(reservedOnOrder([delay(800)]))

describe('A loss that an earlier compensation made good', () => {
  it('is not made good again', () =>
    afterEight
      .when(reserveOnOrder([delay(800)], {}, second))
      .then(refused({ _tag: 'DuplicateCompensation', lineId: 'shirt', head: 'delay' })))
  it('by less, gets the difference: 12.00 after 8.00 is 4.00 more', () =>
    afterEight.when(reserveOnOrder([delay(1_200)], {}, second)).then(reservedOnOrder([delay(400)], second, 1_200)))
  it('by less, gets no gift, which cannot be divided', () =>
    afterEight
      .when(reserveOnOrder([delay(1_200)], { isIndivisible: true }, second))
      .then(refused({ _tag: 'DuplicateCompensation', lineId: 'shirt', head: 'delay' })))
  it('leaves other losses and other lines alone', () => {
    const others = [delay(500, { head: 'time' }), delay(300, { lineId: 'mug' })]
    const paid = [
      { lineId: 'shirt', paid: 8_000 },
      { lineId: 'mug', paid: 2_000 },
    ]
    afterEight.when(reserveOnOrder(others, { paid }, second)).then(reservedOnOrder(others, second, 1_600))
  })
  it('is open again when that was taken back', () =>
    afterEight
      .given(given.allowanceReturned({ allowance: given.ofOrder, minor: 800 }))
      .when(reserveOnOrder([delay(800)], {}, second))
      .then(reservedOnOrder([delay(800)], second, 800)))
  it('on another ground counts, too: the same loss is the same loss', () =>
    order
      .given(reservedOnOrder([delay(800, { layer: 'statutory' })]))
      .when(reserveOnOrder([delay(800)], {}, second))
      .then(refused({ _tag: 'DuplicateCompensation', lineId: 'shirt', head: 'delay' })))
  it('on a ground that excludes the one that is claimed now, is not claimed on both: promise after goodwill', () => {
    const exclusive = ['promise', 'goodwill'] as const
    const claimed = (share: ReturnType<typeof delay>) => afterEight.when(reserveOnOrder([share], { exclusive }, second))
    const notStackable = refused({ _tag: 'NotStackable', lineId: 'shirt', head: 'delay' })
    claimed(delay(1_200, { layer: 'promise' })).then(notStackable)
    claimed(delay(800, { layer: 'promise' })).then(notStackable)
    claimed(delay(1_200)).then(reservedOnOrder([delay(400)], second, 1_200))
    claimed(delay(1_200, { layer: 'discretionary' })).thenTypes('AllowanceReserved')
    claimed(delay(1_200, { layer: 'promise', head: 'time' })).thenTypes('AllowanceReserved')
    claimed(delay(1_200, { layer: 'promise', head: 'punitive' })).thenTypes('AllowanceReserved')
    afterEight
      .given(given.allowanceReturned({ allowance: given.ofOrder, minor: 800 }))
      .when(reserveOnOrder([delay(800, { layer: 'promise' })], { exclusive }, second))
      .thenTypes('AllowanceReserved')
  })
  it('is no reason against punitive damages on another article', () => {
    const byLaw = (basis?: string) =>
      delay(900, { head: 'punitive', layer: 'statutory', ...(basis === undefined ? {} : { basis }) })
    const after = order.given(reservedOnOrder([byLaw('art-55')]))
    after.when(reserveOnOrder([byLaw('art-148')], {}, second)).then(reservedOnOrder([byLaw('art-148')], second))
    after.when(reserveOnOrder([byLaw()], {}, second)).then(reservedOnOrder([byLaw()], second))
    after
      .when(reserveOnOrder([byLaw('art-55')], {}, second))
      .then(refused({ _tag: 'DuplicateCompensation', lineId: 'shirt', head: 'punitive' }))
  })
})

describe('Promise, goodwill and discretion for a shirt of 80.00', () => {
  it('may be 120.00 together, to the penny', () =>
    order.when(reserveOnOrder([delay(12_000)])).then(reservedOnOrder([delay(12_000)])))
  it('may not be a penny more', () =>
    order
      .when(reserveOnOrder([delay(12_001)], {}, second))
      .then(refused({ _tag: 'ExceedsLoss', asked: 12_001, free: 12_000, cap: 12_000 })))
  it.each(['promise', 'discretionary'] as const)('count together with what was given before: %s', (layer) =>
    order
      .given(reservedOnOrder([delay(11_000)]))
      .when(reserveOnOrder([delay(1_001, { head: 'time', layer })], {}, second))
      .then(refused({ _tag: 'ExceedsLoss', asked: 1_001, free: 1_000, cap: 12_000 })),
  )
  it('may be more for a reason: a higher role hears that it is', () =>
    order.when(reserveOnOrder([delay(12_001)], { mayExceed: true })).then({
      ...reservedOnOrder([delay(12_001)]),
      data: { ...reservedOnOrder([delay(12_001)]).data, exceedsCap: true },
    }))
  it('are not more for a reason that nobody needs', () =>
    order.when(reserveOnOrder([delay(12_000)], { mayExceed: true })).then(reservedOnOrder([delay(12_000)])))
  it('leave room for what the law demands, which no cap holds back', () => {
    const byLaw = delay(50_000, { head: 'punitive', layer: 'statutory', basis: 'art-55' })
    order
      .given(reservedOnOrder([delay(12_000)]))
      .when(reserveOnOrder([byLaw], {}, second))
      .then(reservedOnOrder([byLaw], second, 12_000))
  })
  it('are not less because the law gave something', () =>
    order
      .given(reservedOnOrder([delay(50_000, { head: 'punitive', layer: 'statutory' })]))
      .when(reserveOnOrder([delay(12_000)], {}, second))
      .then(reservedOnOrder([delay(12_000)], second)))
  it('cannot be moved to the cheap mug by naming both', () => {
    const paid = [
      { lineId: 'shirt', paid: 8_000 },
      { lineId: 'mug', paid: 2_000 },
    ]
    order
      .when(reserveOnOrder([delay(3_001, { lineId: 'mug' })], { paid }, second))
      .then(refused({ _tag: 'ExceedsLoss', asked: 3_001, free: 3_000, cap: 3_000 }))
  })
  it('stay below the cap of the whole order, however the lines are named', () =>
    order
      .given(reservedOnOrder([delay(14_900, { lineId: 'gone' })]))
      .when(reserveOnOrder([delay(101)], {}, second))
      .then(refused({ _tag: 'ExceedsLoss', asked: 101, free: 100, cap: 15_000 })))
  it('are rounded up for one line and exact for all of them', () => {
    const penny = { paid: [{ lineId: 'shirt', paid: 1 }], orderPaid: 3 }
    order
      .when(reserveOnOrder([delay(2)], penny, second))
      .then(refused({ _tag: 'ExceedsLoss', asked: 2, free: 1, cap: 1 }))
    const three = ['a', 'b', 'c'].map((lineId) => ({ lineId, paid: 1 }))
    const shares = [delay(2, { lineId: 'a' }), delay(1, { lineId: 'b' }), delay(1, { lineId: 'c' })]
    order.when(reserveOnOrder(shares, { paid: three, orderPaid: 3 })).then(reservedOnOrder(shares))
  })
})

describe('An order of more than anybody can count', () => {
  it('still has a cap that can be stored', () => {
    const paid = { paid: [{ lineId: 'shirt', paid: MAX_MINOR }], orderPaid: MAX_MINOR }
    const most = order.given(reservedOnOrder([delay(MAX_MINOR)]))
    order.when(reserveOnOrder([delay(MAX_MINOR)], paid)).then(reservedOnOrder([delay(MAX_MINOR)]))
    const more = delay(1, { head: 'time' })
    most
      .when(reserveOnOrder([more], paid, second))
      .then(refused({ _tag: 'ExceedsLoss', asked: 1, free: 0, cap: MAX_MINOR }))
    most
      .when(reserveOnOrder([more], { ...paid, mayExceed: true }, second))
      .then(refused({ _tag: 'BudgetExhausted', scope: 'order', asked: 1, free: 0, limit: MAX_MINOR }))
  })
})

describe('The running total of an order', () => {
  const byLaw = (minor: number) => delay(minor, { head: 'time', layer: 'statutory', basis: 'EU261-7' })

  it('is all that was given by somebody’s authority, what the law demands included', () =>
    afterEight.when(reserveOnOrder([byLaw(500)], {}, second)).then(reservedOnOrder([byLaw(500)], second, 1_300)))
  it('is no number that nobody can count, whatever the law demands', () =>
    afterEight
      .when(reserveOnOrder([byLaw(MAX_MINOR)], {}, second))
      .then(
        refused({ _tag: 'BudgetExhausted', scope: 'order', asked: MAX_MINOR, free: MAX_MINOR - 800, limit: MAX_MINOR }),
      ))
})

describe('An order for which finance set a limit', () => {
  it('keeps that, too', () =>
    spec(Allowance)
      .given({ type: 'AllowanceOpened', data: { allowance: given.ofOrder, currency: 'GBP', limit: 500 } })
      .when(reserveOnOrder([delay(501)], {}, second))
      .then(refused({ _tag: 'BudgetExhausted', scope: 'order', asked: 501, free: 500, limit: 500 })))
  it('gives what the law demands above that', () => {
    const byLaw = delay(501, { layer: 'statutory', basis: 'EU261-7' })
    spec(Allowance)
      .given({ type: 'AllowanceOpened', data: { allowance: given.ofOrder, currency: 'GBP', limit: 500 } })
      .when(reserveOnOrder([byLaw], {}, second))
      .then(reservedOnOrder([byLaw], second))
  })
})
