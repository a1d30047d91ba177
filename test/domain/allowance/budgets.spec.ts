import { describe, expect, it } from 'vitest'
import { Allowance } from '../../../src/domain/allowance/index.js'
import * as given from '../../../src/testing/builders/allowance.js'
import { agent } from '../../../src/testing/builders/build.js'
import { spec } from '../../../src/testing/spec.js'

const untouched = spec(Allowance)
const open = untouched.given(given.allowanceOpened())
const used = open.given(given.allowanceReserved())
const second = { compensationId: 'k-2' }

describe('A budget that nobody has opened', () => {
  it('is opened by finance, with its limit', () => untouched.when(given.openAllowance()).then(given.allowanceOpened()))
  it.each(['merchant', 'platform'] as const)('is opened by the %s, too', (kind) =>
    untouched.when(given.openAllowance({}, { actor: { kind, id: 'x' } })).then(given.allowanceOpened()),
  )
  it('is not opened by whoever spends it', () =>
    untouched.when(given.openAllowance({}, { actor: agent })).thenRejected({ _tag: 'AllowanceForFinanceOnly' }))
  it('is opened by the first that asks, with the limit of its terms', () =>
    untouched.when(given.reserveAllowance()).then(given.allowanceOpened(), given.allowanceReserved()))
  it('and refuses the first, when that is too much', () =>
    untouched.when(given.reserveAllowance({ minor: 10_001 })).then(
      given.allowanceOpened(),
      given.allowanceRefused({
        refusal: { _tag: 'BudgetExhausted', scope: 'agent', asked: 10_001, free: 10_000, limit: 10_000 },
      }),
    ))
  it('has nothing to confirm and nothing to return', () => {
    untouched.when(given.confirmAllowance()).thenNothing()
    untouched.when(given.returnAllowance()).thenNothing()
  })
})

describe('A budget of 100.00', () => {
  it('is opened once', () => open.when(given.openAllowance()).thenNothing())
  it('may be raised or lowered, also below what is used', () =>
    used.when(given.openAllowance({ limit: 5_000 })).then(given.allowanceLimitChanged()))
  it('counts in one currency', () =>
    open
      .when(given.openAllowance({ currency: 'EUR' }))
      .thenRejected({ _tag: 'AllowanceInOtherCurrency', currency: 'GBP', asked: 'EUR' }))
  it('refuses another currency with an event, because a reaction asks', () =>
    open
      .when(given.reserveAllowance({ currency: 'EUR' }))
      .then(given.allowanceRefused({ refusal: { _tag: 'AllowanceInOtherCurrency', currency: 'GBP', asked: 'EUR' } })))
  it('keeps the limit that finance gave, whatever the terms of a compensation say', () =>
    open.when(given.reserveAllowance({ minor: 10_001, limit: 99_999 })).thenTypes('AllowanceRefused'))

  it.each([4_000, 1])('of which 60.00 are used gives what is left: %i', (minor) =>
    used
      .when(given.reserveAllowance({ ...second, minor }))
      .then(given.allowanceReserved({ ...second, minor, total: 6_000 + minor })),
  )
  it.each([4_001, 6_000])('and not a penny more: %i', (minor) =>
    used.when(given.reserveAllowance({ ...second, minor })).then(
      given.allowanceRefused({
        ...second,
        refusal: { _tag: 'BudgetExhausted', scope: 'agent', asked: minor, free: 4_000, limit: 10_000 },
      }),
    ),
  )
  it('that was lowered below what is used has nothing left', () =>
    used
      .given(given.allowanceLimitChanged())
      .when(given.reserveAllowance({ ...second, minor: 1 }))
      .then(
        given.allowanceRefused({
          ...second,
          refusal: { _tag: 'BudgetExhausted', scope: 'agent', asked: 1, free: 0, limit: 5_000 },
        }),
      ))
  it('is asked once by a compensation', () => used.when(given.reserveAllowance()).thenNothing())
})

describe('What is reserved', () => {
  it('is confirmed when the customer has it, once', () => {
    used.when(given.confirmAllowance()).then(given.allowanceConfirmed())
    used.given(given.allowanceConfirmed()).when(given.confirmAllowance()).thenNothing()
  })
  it('goes back, and may be given to others', () => {
    const returned = used.given(given.allowanceReturned())
    used.when(given.returnAllowance()).then(given.allowanceReturned())
    returned
      .when(given.reserveAllowance({ ...second, minor: 10_000 }))
      .then(given.allowanceReserved({ ...second, minor: 10_000, total: 10_000 }))
  })
  it('goes back also when it was confirmed: the benefit was taken back', () =>
    used.given(given.allowanceConfirmed()).when(given.returnAllowance()).then(given.allowanceReturned()))
  it('goes back once, and is never reserved again by the same compensation', () => {
    const returned = used.given(given.allowanceReturned())
    returned.when(given.returnAllowance()).thenNothing()
    returned.when(given.confirmAllowance()).thenNothing()
    returned.when(given.reserveAllowance()).thenNothing()
  })
  it('by others stays as it is', () => {
    used.when(given.returnAllowance(second)).thenNothing()
    used.when(given.confirmAllowance(second)).thenNothing()
  })
})

describe('An allowance', () => {
  it('never ends', () => {
    expect(Allowance.isTerminal(open.state)).toBe(false)
  })
})
