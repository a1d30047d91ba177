/** Others went out in advance for goods that are to be back on 16 March, noon. */
import { describe, expect, it } from 'vitest'
import * as cases from '../../../src/testing/builders/arbitration.js'
import { at } from '../../../src/testing/builders/build.js'
import * as out from '../../../src/testing/builders/elsewhere.js'
import * as given from '../../../src/testing/builders/request.js'
import * as stand from './situations.js'

const sent = stand.exchanging.given(out.replacementNoted())
const inTime = { at: at('2026-03-16T11:59:59.999Z') }
const late = { at: out.returnBy }
const last = (data: Parameters<typeof out.reportGoodsOverdue>[0] = {}) =>
  out.reportGoodsOverdue({ isLast: true, ...data }, late)

describe('Goods for which others went out in advance', () => {
  it('are overdue when the date that was agreed has passed, and not before', () => {
    sent.when(out.reportGoodsOverdue({}, inTime)).thenNothing()
    sent.when(out.reportGoodsOverdue({}, late)).then(out.goodsOverdue())
  })

  it('are overdue twice: when they should be back, and when no parcel is waited for any more', () => {
    const once = sent.after(out.reportGoodsOverdue({}, late))
    once.when(out.reportGoodsOverdue({}, late)).thenNothing()
    once.when(last()).then(out.goodsOverdue({ isLast: true }))
    once.after(last()).when(last()).thenNothing()
    sent.after(last()).when(out.reportGoodsOverdue({}, late)).thenNothing()
  })

  it('are not late at first while the customer waits for the new ones', () => {
    stand.exchanging.when(out.reportGoodsOverdue({}, late)).thenNothing()
    stand.exchanging.when(last()).then(out.goodsOverdue({ isLast: true }))
  })

  it('are overdue whoever looks at the case', () =>
    sent
      .given(cases.platformCaseOpened())
      .when(last())
      .then(out.goodsOverdue({ isLast: true })))

  it('are not overdue when their return has ended, or there is none', () => {
    sent
      .after(given.recordReturnCompleted({ inspections: [] }))
      .when(last())
      .thenNothing()
    stand.reshipping.when(last()).thenNothing()
  })

  it('are not overdue when others do not go out any more, or the case has ended', () => {
    sent.when(last({ replacementId: out.repairId })).thenNothing()
    stand.repairing.when(last()).thenNothing()
    stand.exchanging
      .given(out.replacementNoted({ now: 'canceled' }))
      .when(last())
      .thenNothing()
    stand.exchanging.given(out.switchStarted()).when(last()).thenNothing()
    stand.exchanging.given(given.requestCanceled()).when(last()).thenNothing()
    expect(stand.exchanging.state).toMatchObject({ replacement: { overdue: 0 } })
  })
})
