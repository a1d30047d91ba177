import { describe, it } from 'vitest'
import { customer } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/compensation.js'
import * as happened from '../../../src/testing/builders/compensation-events.js'
import { except, issued, notNow, redeemed } from './situations.js'

const allocated = issued.given(happened.costAllocated())
const claimed = allocated.given(happened.recoveryClaimed())
const owing = redeemed.given(happened.clawbackDue())
const fromCustomer = { party: 'customer', minor: 1_000, reference: 'cash-3' } as const
const toCarrier = { party: 'carrier', basisPoints: 10_000 } as const

describe('The cost of a compensation', () => {
  it('is divided over those who are liable, to the penny', () => {
    issued.when(given.assignCost()).then(happened.costAllocated())
    const thirds = [
      { party: 'carrier', basisPoints: 3_333 },
      { party: 'supplier', basisPoints: 3_333 },
      { party: 'insurer', basisPoints: 3_334 },
    ] as const
    issued.when(given.assignCost({ shares: thirds })).then(
      happened.costAllocated({
        shares: [
          { ...thirds[0], minor: 1_000 },
          { ...thirds[1], minor: 1_000 },
          { ...thirds[2], minor: 1_000 },
        ],
      }),
    )
  })
  it('is divided whole, and each party is named once', () => {
    issued
      .when(given.assignCost({ shares: [{ party: 'carrier', basisPoints: 9_999 }] }))
      .thenRejected({ _tag: 'SharesNotWhole', basisPoints: 9_999 })
    const half = { party: 'carrier', basisPoints: 5_000 } as const
    issued
      .when(given.assignCost({ shares: [half, half] }))
      .thenRejected({ _tag: 'SharesNotWhole', basisPoints: 10_000 })
  })
  it('may be divided anew until something is claimed', () => {
    allocated.when(given.assignCost()).thenNothing()
    allocated.when(given.assignCost({ shares: [toCarrier] })).thenTypes('CostAllocated')
    claimed.when(given.assignCost({ shares: [toCarrier] })).thenRejected({ _tag: 'RecoveryStarted' })
    const others = [
      { party: 'carrier', basisPoints: 7_000 },
      { party: 'platform', basisPoints: 3_000 },
    ] as const
    allocated.when(given.assignCost({ shares: others })).thenTypes('CostAllocated')
  })
  it('is borne apart from what the customer owes', () => {
    owing.when(given.assignCost()).then(happened.costAllocated())
    owing.given(happened.costAllocated()).when(given.recordRecovered(fromCustomer)).then(happened.clawbackRecovered())
  })
  it.each(except('issued', 'revoking', 'redeemed'))('is none while it is %s', (status, s) =>
    s.when(given.assignCost()).thenRejected(notNow(status)),
  )
})

describe('A claim', () => {
  it('goes up to what the party bears', () => {
    allocated.when(given.claimRecovery()).then(happened.recoveryClaimed())
    allocated
      .when(given.claimRecovery({ minor: 2_101 }))
      .thenRejected({ _tag: 'RecoveryTooHigh', asked: 2_101, open: 2_100 })
  })
  it('is made once under its reference; another finds what is left', () => {
    claimed.when(given.claimRecovery()).thenNothing()
    claimed
      .when(given.claimRecovery({ minor: 1, reference: 'claim-8' }))
      .thenRejected({ _tag: 'RecoveryTooHigh', asked: 1, open: 0 })
  })
  it('is for those who bear something', () => {
    const none = { _tag: 'PartyNotLiable', party: 'insurer' } as const
    allocated.when(given.claimRecovery({ party: 'insurer' })).thenRejected(none)
    allocated.when(given.recordRecovered({ party: 'insurer' })).thenRejected(none)
    allocated.when(given.writeOffRecovery({ party: 'insurer' })).thenRejected(none)
  })
})

describe('What comes back', () => {
  it('is recorded once under its reference', () => {
    claimed.when(given.recordRecovered()).then(happened.recovered())
    claimed.given(happened.recovered()).when(given.recordRecovered()).thenNothing()
  })
  it('is no more than what is claimed and open', () => {
    allocated.when(given.recordRecovered({ minor: 1 })).thenRejected({ _tag: 'RecoveryTooHigh', asked: 1, open: 0 })
    claimed
      .given(happened.recovered())
      .when(given.recordRecovered({ minor: 101, reference: 'transfer-10' }))
      .thenRejected({ _tag: 'RecoveryTooHigh', asked: 101, open: 100 })
  })
  it('from the customer pays what they owe', () => {
    owing.when(given.recordRecovered(fromCustomer)).then(happened.clawbackRecovered())
    owing
      .given(happened.clawbackRecovered())
      .when(given.recordRecovered({ ...fromCustomer, reference: 'cash-4', minor: 2_001 }))
      .thenRejected({ _tag: 'RecoveryTooHigh', asked: 2_001, open: 2_000 })
  })
  it('or never will is written off, with a reason', () => {
    claimed.given(happened.recovered()).when(given.writeOffRecovery()).then(happened.recoveryWrittenOff())
    allocated.when(given.writeOffRecovery()).thenNothing()
    owing
      .when(given.writeOffRecovery({ party: 'customer' }))
      .then(happened.recoveryWrittenOff({ party: 'customer', minor: 3_000 }))
  })
})

describe('Costs and recovery', () => {
  it.each([given.assignCost, given.claimRecovery, given.recordRecovered, given.writeOffRecovery])(
    'are for staff',
    (command) => claimed.when(command({}, { actor: customer })).thenRejected({ _tag: 'CompensationForStaffOnly' }),
  )
})
