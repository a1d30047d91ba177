import { describe, it } from 'vitest'
import { agent, customer, finance, supervisor } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/compensation.js'
import * as happened from '../../../src/testing/builders/compensation-events.js'
import { compensation, except, issued, notNow, redeemed, reserving } from './situations.js'

const { lawyer } = given
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
    allocated.when(given.proposeWriteOff({ party: 'insurer' })).thenRejected(none)
    allocated.when(given.confirmWriteOff({ party: 'insurer' })).thenRejected(none)
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
  it('from the customer is no cost any more: what others paid of it is named', () => {
    const paid = owing.given(happened.costAllocated(), happened.recoveryClaimed(), happened.recovered())
    const first = happened.clawbackRecovered({ minor: 1_000 })
    paid.when(given.recordRecovered(fromCustomer)).then(first)
    paid
      .given(first)
      .when(given.recordRecovered({ ...fromCustomer, minor: 2_000, reference: 'cash-4' }))
      .then(happened.clawbackRecovered({ minor: 2_000, reference: 'cash-4' }), happened.recoverySurplusFound())
    // 30.00 in all, of which the customer has paid 10.00 back: 20.00 may be claimed.
    owing
      .given(happened.costAllocated({ shares: [{ ...toCarrier, minor: 3_000 }] }), first)
      .when(given.claimRecovery({ minor: 2_001 }))
      .thenRejected({ _tag: 'RecoveryTooHigh', asked: 2_001, open: 2_000 })
    // Claimed before that, no more of it is still owed.
    paid
      .given(first)
      .when(given.recordRecovered({ minor: 1, reference: 'transfer-10' }))
      .thenRejected({ _tag: 'RecoveryTooHigh', asked: 1, open: 0 })
  })
})

describe('What will not come', () => {
  const proposed = claimed.given(happened.recovered(), happened.recoveryWriteOffProposed())
  const noRole = { kind: 'warehouse', id: 'w-1' } as const

  it('is proposed by one, with a reason', () => {
    claimed.given(happened.recovered()).when(given.proposeWriteOff()).then(happened.recoveryWriteOffProposed())
    proposed.when(given.proposeWriteOff()).thenNothing()
    proposed.when(given.proposeWriteOff({ reason: 'insolvent' })).thenTypes('RecoveryWriteOffProposed')
    proposed.when(given.proposeWriteOff({}, { actor: supervisor })).thenTypes('RecoveryWriteOffProposed')
    allocated.when(given.proposeWriteOff()).thenNothing()
  })
  it('and agreed to by another, who might grant as much', () => {
    proposed.when(given.confirmWriteOff()).then(happened.recoveryWrittenOff())
    proposed.when(given.confirmWriteOff({}, { actor: finance })).then(happened.recoveryWrittenOff())
    proposed.when(given.confirmWriteOff({}, { actor: lawyer })).then(happened.recoveryWrittenOff())
    proposed.when(given.confirmWriteOff({}, { actor: { ...agent, id: 'a-2' } })).then(happened.recoveryWrittenOff())
    const fromThem = { party: 'customer', minor: 3_000 } as const
    owing
      .given(happened.recoveryWriteOffProposed({ party: 'customer' }))
      .when(given.confirmWriteOff({ party: 'customer' }))
      .then(happened.recoveryWrittenOff(fromThem))
  })
  it('is agreed to neither by the one who proposed it, nor by who wanted it given, nor by the customer', () => {
    const no = { _tag: 'FourEyes' } as const
    const byAnother = claimed.given(happened.recoveryWriteOffProposed({ by: 'a-7' }))
    byAnother.when(given.confirmWriteOff({}, { actor: { ...supervisor, id: 'a-7' } })).thenRejected(no)
    byAnother.when(given.confirmWriteOff({}, { actor: agent })).thenRejected(no)
    byAnother.when(given.confirmWriteOff({}, { actor: { ...supervisor, id: customer.id } })).thenRejected(no)
  })
  it('is agreed to only when somebody has proposed it', () =>
    claimed.when(given.confirmWriteOff()).thenRejected({ _tag: 'NoRecoveryWriteOffProposed', party: 'carrier' }))
  it('is agreed to up to what they might grant', () => {
    const small = { limits: [{ role: 'agent', atMost: 99, perOrder: 6_000 }] }
    const limited = compensation.given(
      happened.compensationProposed({ terms: given.compensationTerms(small) }),
      ...[happened.allowanceHeld(), happened.compensationApproved(), happened.benefitSubmitted()],
      ...[happened.compensationIssued(), happened.costAllocated(), happened.recoveryClaimed()],
      ...[happened.recovered(), happened.recoveryWriteOffProposed()],
    )
    limited
      .when(given.confirmWriteOff({}, { actor: { ...agent, id: 'a-2' } }))
      .thenRejected({ _tag: 'LimitExceeded', value: 100, limit: 99, currency: 'GBP' })
    limited.when(given.confirmWriteOff({}, { actor: noRole })).thenRejected({ _tag: 'NotAnApproverOfCompensations' })
  })
  it('is nothing once it has come', () =>
    proposed
      .given(happened.recovered({ minor: 100, reference: 'transfer-10' }))
      .when(given.confirmWriteOff())
      .thenNothing())
})

describe('What was given to nobody in the end', () => {
  const paid = claimed.given(happened.recovered())
  const gone = [
    ['taken back', 'revoked', happened.compensationRevoked()],
    ['never used', 'expired', happened.benefitExpired()],
  ] as const

  it('is named as owed to who paid for it', () => {
    paid.when(given.recordExpired()).then(happened.benefitExpired(), happened.recoverySurplusFound())
    paid
      .given(happened.revocationSubmitted())
      .when(given.issuerSays({ _tag: 'Revoked' }, 2))
      .then(happened.compensationRevoked(), happened.recoverySurplusFound())
    claimed.when(given.recordExpired()).then(happened.benefitExpired())
  })
  it.each(gone)('is claimed from nobody: %s', (_what, status, end) => {
    const none = (asked: number) => ({ _tag: 'RecoveryTooHigh', asked, open: 0 }) as const
    const over = claimed.given(end)
    over.when(given.recordRecovered()).thenRejected(none(2_000))
    over.when(given.claimRecovery({ minor: 1, reference: 'claim-8' })).thenRejected(none(1))
    over.when(given.proposeWriteOff()).thenNothing()
    allocated.given(end).when(given.claimRecovery()).thenRejected(none(2_100))
    over.when(given.assignCost()).thenRejected(notNow(status))
  })
  it('is given back, once under its reference', () => {
    const owed = paid.given(happened.benefitExpired(), happened.recoverySurplusFound())
    owed.when(given.recordRepaid()).then(happened.recoverySurplusRepaid())
    const repaid = owed.given(happened.recoverySurplusRepaid())
    repaid.when(given.recordRepaid()).thenNothing()
    const nothingMore = { _tag: 'NothingToGiveBack', party: 'carrier' } as const
    repaid.when(given.recordRepaid({ reference: 'back-6' })).thenRejected(nothingMore)
    reserving.when(given.recordRepaid()).thenRejected(nothingMore)
  })
})

describe('Costs and recovery', () => {
  it.each([
    ...[given.assignCost, given.claimRecovery, given.recordRecovered],
    ...[given.proposeWriteOff, given.confirmWriteOff, given.recordRepaid],
  ])('are for staff', (command) =>
    claimed.when(command({}, { actor: customer })).thenRejected({ _tag: 'CompensationForStaffOnly' }),
  )
})
