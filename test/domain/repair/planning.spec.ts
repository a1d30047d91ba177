import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { at, noon } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/repair.js'
import { canceled, completed, diagnosing, only, planned, repair, repairing } from './situations.js'

const IN_HOUSE = ['diagnosing', 'quoted', 'repairing', 'repaired', 'unrepaired'] as const
const later = { at: at('2026-03-04T12:00:00.000Z') }

describe('A repair', () => {
  it('is planned once', () => {
    repair.when(given.planRepair()).then(given.repairPlanned())
    planned.when(given.planRepair()).thenNothing()
  })
  it('that was canceled before it was planned is never planned', () => {
    repair.when(given.cancelRepair()).then(given.repairCanceled())
    repair.after(given.cancelRepair()).when(given.planRepair()).thenNothing()
  })
  it('nobody planned is not known', () => repair.when(given.finishRepair()).thenRejected({ _tag: 'RepairNotFound' }))
})

describe('Goods for repair', () => {
  const one = [{ lineId: 'kettle', quantity: 1 }]
  it('are looked at as soon as the first come', () => {
    planned.when(given.recordGoodsForRepair()).then(given.repairGoodsReceived())
    assert.equal(planned.after(given.recordGoodsForRepair()).state.status, 'diagnosing')
  })
  it('add up; the days count from the first', () => {
    const both = planned.after(
      given.recordGoodsForRepair({ lines: one }),
      given.recordGoodsForRepair({ acceptanceId: 'i-2', lines: one }, later),
    )
    assert.ok(both.state.status !== 'none')
    assert.deepEqual([both.state.lines, both.state.receivedAt], [given.kettles, noon])
  })
  it('that come after the diagnosis belong to it, too', () =>
    repairing
      .when(given.recordGoodsForRepair({ acceptanceId: 'i-2', lines: one }, later))
      .then(given.repairGoodsReceived({ acceptanceId: 'i-2', lines: one, receivedAt: later.at })))
  it('count once, and an acceptance of nothing not at all', () => {
    diagnosing.when(given.recordGoodsForRepair()).thenNothing()
    planned.when(given.recordGoodsForRepair({ lines: [] })).thenNothing()
  })
  it.each(only('shipped_back', 'completed', 'canceled'))('come too late when it is %s', (_status, there) =>
    there.when(given.recordGoodsForRepair({ acceptanceId: 'i-2' })).thenNothing(),
  )
  it('have no end to be in time for where none was set', () => {
    const { finishBy: _none, ...data } = given.planRepair().data
    const { finishBy: _also, ...told } = given.repairGoodsReceived().data
    repair
      .after({ ...given.planRepair(), data })
      .when(given.recordGoodsForRepair())
      .then({ type: 'RepairGoodsReceived', data: told })
  })
})

describe('When the return has ended', () => {
  it('with nothing, there is nothing to repair', () => {
    planned.when(given.recordNoMoreGoods()).then(given.repairCanceled({ reason: 'nothing_came' }))
    canceled.when(given.recordNoMoreGoods()).thenNothing()
  })
  it('with goods, they are waited for, however slow the news of them is', () => {
    planned.when(given.recordNoMoreGoods({ lines: given.kettles })).thenNothing()
    diagnosing.when(given.recordNoMoreGoods({ lines: given.kettles })).thenNothing()
  })
})

describe('A cancellation', () => {
  const keepGoods = { keepGoods: true }
  it('is possible until the goods come, and heard once', () => {
    planned.when(given.cancelRepair()).then(given.repairCanceled())
    canceled.when(given.cancelRepair()).thenNothing()
  })
  it.each(only(...IN_HOUSE))('is refused while the goods are in the workshop: %s', (_status, there) =>
    there.when(given.cancelRepair()).then(given.repairCancellationRefused()),
  )
  it.each(only('planned', ...IN_HOUSE))('keeps the goods for another remedy: %s', (_status, there) =>
    there.when(given.cancelRepair(keepGoods)).then(given.repairCanceled({ keepsGoods: true })),
  )
  it.each(only('shipped_back', 'completed'))('cannot keep what is on its way back: %s', (_status, there) =>
    there.when(given.cancelRepair(keepGoods)).then(given.repairCancellationRefused()),
  )
  it('of what is over changes nothing', () =>
    assert.equal(completed.after(given.cancelRepair(keepGoods)).state.status, 'completed'))
})
