/**
 * What happened to one customer in March: a wrong jacket, a no that became a yes, a parcel that was lost, an apology, and
 * money that came back from a closed account. Here are only the calls of the people; how it is told stands in `story.ts`.
 */
import type { Caller, CompensationTerms } from 'after-sales'
import { at, CUSTOMER, ORDER, type Shop } from './shop.js'

const by = (kind: Caller['actor']['kind'], id: string, channel: NonNullable<Caller['channel']> = 'api'): Caller => ({
  actor: { kind, id },
  channel,
})
const customer = by('customer', CUSTOMER, 'app')
const li = by('agent', 'agent-li', 'chat')
const wang = by('agent', 'agent-wang', 'phone')
const warehouse = by('warehouse', 'dock-2')
const carrier = by('carrier', 'dhl')
const chen = by('finance', 'finance-chen')
const zhao = by('finance', 'finance-zhao')

/** An agent gives up to 50.00; support pays for it; the customer is asked. */
const terms: CompensationTerms = {
  limits: [{ role: 'agent', atMost: 5_000, perOrder: 6_000 }],
  overCapRoles: ['manager'],
  legalRoles: ['legal'],
  allowances: [{ _tag: 'Department', department: 'support', period: '2026-03', limit: 100_000 }],
  consent: true,
  exclusive: [],
  answerWithinSeconds: 60,
}

/** Plays it; each step at its own time. */
export const play = async ({ afterSales, clock, payments }: Shop): Promise<void> => {
  const { requests, returns, replacements, refunds, compensations, getCase } = afterSales.promises
  const on = (day: number, time: string): void =>
    clock.set(at(`2026-03-${String(day).padStart(2, '0')}T${time}:00.000Z`))

  on(2, '09:05')
  await requests.open(
    {
      ...{ requestId: 'R-1', orderId: ORDER, remedy: 'exchange', note: 'I ordered blue. This one is red.' },
      lines: [{ lineId: 'jacket', quantity: 1, reason: 'FF_WRONG_ITEM' }],
    },
    customer,
  )
  await requests.submit({ requestId: 'R-1' }, customer)
  on(2, '11:30')
  await requests.reject({ requestId: 'R-1', code: 'NO_PHOTO', note: 'Without a photo we cannot see it.' }, li)

  on(3, '18:40')
  await requests.appeal({ requestId: 'R-1', note: 'Nobody asked me for one. Here it is.' }, customer)
  const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
  await requests.supplyEvidence(
    { requestId: 'R-1', items: [{ evidenceId: 'photo-1', kind: 'photo_of_label', sha256 }] },
    customer,
  )
  on(4, '10:15')
  await requests.approve({ requestId: 'R-1' }, wang)
  const [goods] = (await getCase('R-1')).returns
  const [exchange] = (await getCase('R-1')).replacements
  const { returnId } = goods!
  const { replacementId } = exchange!

  on(4, '10:20')
  await replacements.reserve(
    {
      replacementId,
      items: [{ lineId: 'jacket-new', sku: 'JACKET-BLUE-M-2026', quantity: 1, goods: 15_000 }],
      payBy: at('2026-03-07T10:20:00.000Z'),
    },
    wang,
  )
  on(4, '10:25')
  await returns.issueLabel(
    {
      ...{ returnId, labelId: 'L-1', parcelId: 'P-1', carrier: 'dhl', bearer: 'merchant' },
      cost: { minor: 499, currency: 'EUR' },
    },
    wang,
  )
  on(4, '20:02')
  await replacements.secureDifference(
    { replacementId, paymentId: 'hold-1', tenderId: 'card-2', kind: 'card', minor: 3_000, paymentRef: 'pi_2077' },
    by('system', 'checkout'),
  )

  on(5, '08:30')
  await returns.registerParcel({ returnId, parcelId: 'P-1', carrier: 'dhl', tracking: '00340434' }, customer)
  on(5, '17:10')
  await returns.recordScan(
    { returnId, scanId: 'S-1', parcelId: 'P-1', kind: 'first_scan', at: at('2026-03-05T16:55:00.000Z') },
    carrier,
  )
  on(12, '07:00')
  await returns.recordScan(
    { returnId, scanId: 'S-2', parcelId: 'P-1', kind: 'lost', at: at('2026-03-11T22:00:00.000Z') },
    carrier,
  )
  on(12, '09:45')
  await returns.declareLost(
    {
      returnId,
      lossId: 'X-1',
      lines: [{ lineId: 'jacket', quantity: 1 }],
      bearer: 'carrier',
      reason: 'claim_accepted',
    },
    wang,
  )
  on(12, '15:00')
  await replacements.ship({ replacementId, parcelId: 'P-2', carrier: 'dhl', tracking: '00340777' }, warehouse)

  on(12, '16:20')
  await compensations.propose(
    {
      ...{ compensationId: 'C-1', requestId: 'R-1', currency: 'EUR', terms },
      benefit: { form: 'coupon', product: 'THANK-YOU' },
      losses: [
        { head: 'delay', layer: 'goodwill', severity: 'S2', lineIds: ['jacket'], minor: 1_500, evidenceIds: [] },
      ],
      apology: { template: 'sorry_for_the_wait', language: 'en' },
    },
    wang,
  )
  await compensations.offer({ compensationId: 'C-1', expiresAt: at('2026-03-19T16:20:00.000Z') }, wang)
  on(12, '21:00')
  await compensations.accept({ compensationId: 'C-1' }, customer)
  on(13, '12:30')
  await replacements.recordDelivered({ replacementId, deliveredAt: at('2026-03-13T12:10:00.000Z') }, carrier)

  on(14, '09:00')
  await requests.open(
    {
      ...{ requestId: 'R-2', orderId: ORDER, remedy: 'return_refund' },
      lines: [{ lineId: 'scarf', quantity: 1, reason: 'CM_CHANGED_MIND' }],
    },
    customer,
  )
  const { returnId: scarf } = (await requests.submit({ requestId: 'R-2' }, customer)).state
  on(17, '10:00')
  await returns.receiveParcel(
    { returnId: scarf!, receiptId: 'P-3', lines: [{ lineId: 'scarf', quantity: 1 }] },
    warehouse,
  )
  on(17, '10:10')
  await returns.inspect(
    {
      ...{ returnId: scarf!, inspectionId: 'I-1' },
      lines: [{ lineId: 'scarf', accepted: 1, rejected: 0, grade: 'A_NEW_SEALED' }],
    },
    warehouse,
  )
  await returns.dispose(
    { returnId: scarf!, dispositionId: 'D-1', lines: [{ lineId: 'scarf', quantity: 1, code: 'RESTOCK' }] },
    warehouse,
  )

  on(20, '06:15')
  const [refund] = (await getCase('R-2')).refunds
  const leg = { refundId: refund!.refundId, legId: 'card' }
  const [paid] = payments.calls
  payments.reverse(paid!.key, 'account_closed')
  const heard = await payments.lookup(paid!)()
  if (heard._tag === 'Left' || heard.right._tag !== 'Reversed') throw new Error('the provider should know of it')
  await refunds.recordAnswer({ ...leg, epoch: 1, answer: heard.right }, by('provider', 'bank'))
  on(20, '11:00')
  const via = { kind: 'bank_transfer', ref: 'payout-77' }
  await refunds.proposeLegStep({ ...leg, step: { _tag: 'Reroute', via, consent: 'call-2026-03-20' } }, chen)
  on(20, '14:30')
  await refunds.confirmLegStep(leg, zhao)

  on(21, '19:00')
  await requests.answerSurvey({ requestId: 'R-1', score: 4, note: 'It took long, but they were kind.' }, customer)
  on(25, '13:05')
  const coupon = { compensationId: 'C-1' }
  await compensations.recordRedeemed(coupon, by('system', 'checkout'))
  on(26, '09:30')
  await compensations.assignCost({ ...coupon, shares: [{ party: 'carrier', basisPoints: 10_000 }] }, chen)
  await compensations.claimRecovery({ ...coupon, party: 'carrier', minor: 1_500, reference: 'claim-77' }, chen)
  on(30, '16:00')
  await compensations.recordRecovered({ ...coupon, party: 'carrier', minor: 1_500, reference: 'bank-0330' }, chen)
  on(31, '01:00')
  for (const requestId of ['R-1', 'R-2']) await requests.close({ requestId }, by('system', 'month-end'))
}
