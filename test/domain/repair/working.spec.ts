import { describe, expect, it } from 'vitest'
import { Repair } from '../../../src/domain/repair/index.js'
import { agent, at, customer, provider } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/repair.js'
import {
  completed,
  diagnosing,
  everyStatus,
  except,
  notNow,
  only,
  quoted,
  repairing,
  repair,
  repaired,
  shippedBack,
  staffOnly,
  unrepaired,
} from './situations.js'

const byCustomer = { actor: customer }
const stranger = { actor: { ...customer, id: 'c-9' } }
const onDay = (day: number, time = '12:00:00.000') => ({ at: at(`2026-03-${String(day).padStart(2, '0')}T${time}Z`) })
const quoteOver = { _tag: 'QuoteOver', validUntil: given.validUntil } as const

describe('A diagnosis', () => {
  it('that the warranty covers is followed by the repair', () => {
    diagnosing.when(given.diagnoseRepair()).then(given.repairDiagnosed())
    repairing.when(given.finishRepair()).thenTypes('RepairFinished')
  })
  it('that it does not cover needs a quote', () => {
    diagnosing.when(given.quoteRepair()).then(given.repairQuoted())
    const { quote: _none, ...data } = given.quoteRepair().data
    diagnosing.when({ ...given.quoteRepair(), data }).thenRejected({ _tag: 'QuoteMissing' })
    diagnosing.when(given.quoteRepair({}, onDay(16))).thenRejected(quoteOver)
    diagnosing.when(given.quoteRepair({}, onDay(16, '11:59:59.999'))).thenTypes('RepairDiagnosed')
  })
  it('that it does not cover costs something in the currency of the order', () => {
    const quote = { ...given.repairQuote, currency: 'EUR' }
    diagnosing.when(given.quoteRepair({ quote })).thenRejected({ _tag: 'QuoteCurrency', currency: 'GBP' })
  })
  it('that it covers costs nothing', () =>
    diagnosing.when(given.diagnoseRepair({ quote: given.repairQuote })).thenRejected({ _tag: 'CoveredCostsNothing' }))
  it('names only units that are here', () => {
    const serials = [{ lineId: 'toaster', serial: 'SN-1' }]
    diagnosing.when(given.diagnoseRepair({ serials })).thenRejected({ _tag: 'RepairLineUnknown', lineId: 'toaster' })
  })
  it('is not the customer’s', () => diagnosing.when(given.diagnoseRepair({}, byCustomer)).thenRejected(staffOnly))
  it.each(except('diagnosing'))('is not made while it is %s', (status, there) =>
    there.when(given.diagnoseRepair()).thenRejected(notNow(status)),
  )
})

describe('A quote', () => {
  const proof = { proof: 'call-17' }
  const byAgent = { actor: agent }
  it('is accepted by the customer, and paid', () => {
    quoted.when(given.acceptRepairQuote()).then(given.repairQuoteAccepted())
    const paid = { paymentRef: 'pi_9' }
    quoted.when(given.acceptRepairQuote(paid)).then(given.repairQuoteAccepted(paid))
  })
  it('that is accepted is followed by the repair', () =>
    quoted.after(given.acceptRepairQuote()).when(given.finishRepair()).thenTypes('RepairFinished'))
  it('is declined by the customer, and the goods go back as they are', () => {
    quoted.when(given.declineRepairQuote()).then(given.repairQuoteDeclined())
    quoted.after(given.declineRepairQuote()).when(given.shipRepaired()).then(given.repairShippedBack())
  })
  it('is answered by staff only with a proof of consent', () => {
    quoted.when(given.acceptRepairQuote({}, byAgent)).thenRejected({ _tag: 'ConsentMissing' })
    quoted.when(given.declineRepairQuote({}, byAgent)).thenRejected({ _tag: 'ConsentMissing' })
    quoted.when(given.acceptRepairQuote(proof, byAgent)).then(given.repairQuoteAccepted(proof))
    quoted.when(given.declineRepairQuote(proof, byAgent)).then(given.repairQuoteDeclined(proof))
  })
  it('is no stranger’s to answer', () => {
    for (const who of [stranger, { actor: provider }]) {
      quoted.when(given.acceptRepairQuote({}, who)).thenRejected({ _tag: 'NotYourRepair' })
      quoted.when(given.declineRepairQuote({}, who)).thenRejected({ _tag: 'NotYourRepair' })
    }
  })
  it('counts until its last millisecond, and lapses then', () => {
    quoted.when(given.acceptRepairQuote({}, onDay(16, '11:59:59.999'))).thenTypes('RepairQuoteAccepted')
    quoted.when(given.acceptRepairQuote({}, onDay(16))).thenRejected(quoteOver)
    quoted.when(given.lapseRepairQuote({}, onDay(16, '11:59:59.999'))).thenNothing()
    quoted.when(given.lapseRepairQuote({}, onDay(16))).then(given.repairQuoteLapsed())
  })
  it.each(except('quoted'))('is not open while it is %s', (status, there) => {
    there.when(given.acceptRepairQuote()).thenRejected(notNow(status))
    there.when(given.declineRepairQuote()).thenRejected(notNow(status))
    there.when(given.lapseRepairQuote({}, onDay(30))).thenNothing()
  })
})

describe('A repair', () => {
  it('is finished, with its parts and its days: a day that has begun counts', () => {
    const parts = ['heating-element']
    repairing.when(given.finishRepair({ parts }, onDay(2))).then(given.repairFinished({ parts, days: 0 }))
    repairing.when(given.finishRepair({}, onDay(3))).then(given.repairFinished({ days: 1 }))
    repairing.when(given.finishRepair({}, onDay(3, '12:00:00.001'))).then(given.repairFinished({ days: 2 }))
  })
  it('by a clock that runs behind takes no days, and by one that runs far ahead no more than can be written', () => {
    repairing.when(given.finishRepair({}, onDay(1))).then(given.repairFinished({ days: 0 }))
    repairing
      .when(given.finishRepair({}, { at: at('2099-03-02T12:00:00.000Z') }))
      .then(given.repairFinished({ days: 10_000 }))
  })
  it.each(only('diagnosing', 'quoted', 'repairing'))('may turn out to be impossible: %s', (_status, there) =>
    there.when(given.reportUnrepairable({}, onDay(12))).then(given.repairFailed({ days: 10 })),
  )
  it.each(except('diagnosing', 'quoted', 'repairing'))('is not given up while it is %s', (status, there) =>
    there.when(given.reportUnrepairable()).thenRejected(notNow(status)),
  )
  it.each(except('repairing'))('is not finished while it is %s', (status, there) =>
    there.when(given.finishRepair()).thenRejected(notNow(status)),
  )
  it('is done by the shop', () => {
    repairing.when(given.finishRepair({}, byCustomer)).thenRejected(staffOnly)
    repairing.when(given.reportUnrepairable({}, byCustomer)).thenRejected(staffOnly)
  })
})

describe('A repair that takes longer than it may', () => {
  const tooLate = { at: given.finishBy }
  it.each(only('diagnosing', 'quoted', 'repairing'))('is said to, once: %s', (_status, there) => {
    there.when(given.reportRepairOverdue({}, { at: at('2026-04-01T11:59:59.999Z') })).thenNothing()
    there.when(given.reportRepairOverdue({}, tooLate)).then(given.repairOverdue())
    there.after(given.reportRepairOverdue({}, tooLate)).when(given.reportRepairOverdue({}, tooLate)).thenNothing()
  })
  it.each(except('diagnosing', 'quoted', 'repairing'))('is not late while it is %s', (_status, there) =>
    there.when(given.reportRepairOverdue({}, tooLate)).thenNothing(),
  )
  it('has to be told an end', () => {
    const { finishBy: _none, ...data } = given.repairPlanned().data
    repair
      .given({ type: 'RepairPlanned', data }, given.repairGoodsReceived())
      .when(given.reportRepairOverdue({}, tooLate))
      .thenNothing()
  })
})

describe('The way back', () => {
  it('begins when it was repaired or given up', () => {
    const parcel = { carrier: 'DHL', tracking: 'T-1' }
    repaired.when(given.shipRepaired(parcel)).then(given.repairShippedBack(parcel))
    unrepaired.when(given.shipRepaired()).then(given.repairShippedBack())
    shippedBack.when(given.shipRepaired()).thenNothing()
    shippedBack.when(given.shipRepaired({ parcelId: 'p-10' })).thenRejected(notNow('shipped_back'))
  })
  it('ends with the goods at the customer, and says what became of them', () => {
    shippedBack.when(given.recordRepairDelivered()).then(given.repairCompleted())
    const { fault: _none, ...told } = given.repairCompleted({ outcome: 'unrepaired', serials: [], days: 10 }).data
    diagnosing
      .after(given.reportUnrepairable({}, onDay(12)), given.shipRepaired())
      .when(given.recordRepairDelivered())
      .then({ type: 'RepairCompleted', data: told })
    completed.when(given.recordRepairDelivered()).thenNothing()
  })
  it('is not the customer’s to report', () => {
    repaired.when(given.shipRepaired({}, byCustomer)).thenRejected(staffOnly)
    shippedBack.when(given.recordRepairDelivered({}, byCustomer)).thenRejected(staffOnly)
  })
  it.each(except('repaired', 'unrepaired', 'shipped_back', 'completed'))(
    'is closed while it is %s',
    (status, there) => {
      there.when(given.shipRepaired()).thenRejected(notNow(status))
      there.when(given.recordRepairDelivered()).thenRejected(notNow(status))
    },
  )
})

describe('The end of a repair', () => {
  it('is when the goods are back with the customer, or when it was canceled', () =>
    expect(everyStatus.filter(([, { state }]) => Repair.isTerminal(state)).map(([status]) => status)).toEqual([
      ...['completed', 'canceled'],
    ]))
})
