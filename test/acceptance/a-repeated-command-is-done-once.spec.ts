/** Killer case 2: double clicks and replayed webhooks. */
import { describe, expect, it } from 'vitest'
import { simplePolicy } from 'after-sales/testing'
import {
  agent,
  customer,
  finance,
  lead,
  refusalOf,
  shopOn,
  stores,
  submitted,
  typesIn,
  warehouse,
  wish,
} from './shop.js'

const FIVE = [1, 2, 3, 4, 5]

describe.each(stores)('A command that comes five times with the same id ($name)', ({ open }) => {
  const strict = simplePolicy('EUR', { refunds: { ...simplePolicy('EUR').refunds, approvalFreeUpTo: [] } })

  const fiveTimes = async <A>(send: (commandId: string) => Promise<A>, id: string): Promise<ReadonlyArray<A>> => {
    const answers: Array<A> = []
    for (const _ of FIVE) answers.push(await send(id))
    return answers
  }

  it('leaves the events of one, and gives the same answer every time', async () => {
    const shop = shopOn(await open(), { policy: strict })
    const once: Array<number> = []
    const count = async () => once.push((await typesIn(shop.store)).length)

    const opened = await fiveTimes(
      (commandId) => shop.requests.open(wish('R-1', 2), { ...customer, commandId }),
      'open',
    )
    await count()
    const sent = await fiveTimes(
      (commandId) => shop.requests.submit({ requestId: 'R-1' }, { ...customer, commandId }),
      'submit',
    )
    await count()
    const approved = await fiveTimes(
      (commandId) => shop.requests.approve({ requestId: 'R-1' }, { ...agent, commandId }),
      'approve',
    )
    await count()
    for (const answers of [opened, sent, approved]) {
      expect(answers.map((a) => a.outcome)).toEqual(['appended', ...FIVE.slice(1).map(() => 'alreadyHandled')])
      expect(new Set(answers.map((a) => JSON.stringify([a.events, a.revision]))).size).toBe(1)
      expect(new Set(answers.map((a) => a.state.status)).size).toBe(1)
    }
    expect(once).toEqual([2, 6, 9])
  })

  it('pays a refund once, also when the five come at the same moment', async () => {
    const shop = shopOn(await open(), { policy: strict })
    const returnId = (await submitted(shop, 'R-1', 2)).state.returnId
    expect(returnId).toBeUndefined()
    const { state } = await shop.requests.approve({ requestId: 'R-1' }, agent)
    const back = { returnId: state.returnId!, lines: [{ lineId: 'mug', quantity: 2 }] }
    const inspected = { lineId: 'mug', accepted: 2, rejected: 0, grade: 'A_NEW_SEALED' } as const
    const together = <A>(send: () => Promise<A>) => Promise.all(FIVE.map(send))
    await together(() =>
      shop.returns.receiveParcel({ ...back, receiptId: 'P-1' }, { ...warehouse, commandId: 'receive' }),
    )
    await together(() =>
      shop.returns.inspect(
        { returnId: state.returnId!, inspectionId: 'I-1', lines: [inspected] },
        { ...warehouse, commandId: 'inspect' },
      ),
    )
    const [refund] = (await shop.getCase('R-1')).refunds
    await together(() =>
      shop.refunds.approve({ refundId: refund!.refundId }, { ...finance, commandId: 'approve-refund' }),
    )
    expect(shop.payments.calls).toHaveLength(1)
    expect(shop.payments.paidTotal()).toBe(17_998)
    const types = await typesIn(shop.store)
    for (const type of [
      'ParcelReceived',
      'ItemsInspected',
      'RefundApprovalGiven',
      'RefundLegSubmitted',
      'MoneySettled',
    ])
      expect(types.filter((t) => t === type)).toEqual([type])
  })

  it('is a webhook of the provider, replayed: the answer is recorded once', async () => {
    const shop = shopOn(await open(), { policy: simplePolicy('EUR') })
    shop.payments.script({ _tag: 'process' })
    await submitted(shop, 'R-1', 2, { remedy: 'refund_only' })
    await shop.requests.approve({ requestId: 'R-1' }, agent)
    const [refund] = (await shop.getCase('R-1')).refunds
    const answer = { _tag: 'Succeeded', providerRef: 'w-1', minor: 17_998, currency: 'EUR' } as const
    const hook = { refundId: refund!.refundId, legId: 'card', epoch: 1, answer }
    const provider = { actor: { kind: 'provider', id: 'psp' } } as const
    for (const _ of FIVE) await shop.refunds.recordAnswer(hook, { ...provider, commandId: 'hook-1' })
    for (const n of FIVE) await shop.refunds.recordAnswer(hook, { ...provider, commandId: `hook-again-${n}` })
    expect((await typesIn(shop.store)).filter((type) => type === 'RefundLegSucceeded')).toHaveLength(1)
    expect((await shop.getCase('R-1')).request.status).toBe('resolved')
  })
})

describe.each(stores)('A command id that was used ($name)', ({ open }) => {
  it('is refused for another payload, another actor and another action', async () => {
    const shop = shopOn(await open(), { policy: simplePolicy('EUR') })
    await shop.requests.open(wish('R-1', 2), { ...customer, commandId: 'c-1' })
    const reused = { _tag: 'CommandIdReused', commandId: 'c-1' }
    const before = await typesIn(shop.store)
    expect(await refusalOf(shop.requests.open(wish('R-1', 3), { ...customer, commandId: 'c-1' }))).toEqual(reused)
    expect(await refusalOf(shop.requests.open(wish('R-1', 2), { ...agent, commandId: 'c-1' }))).toEqual(reused)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-1' }, { ...customer, commandId: 'c-1' }))).toEqual(
      reused,
    )
    expect(await typesIn(shop.store)).toEqual(before)
  })

  it('is refused for another amount', async () => {
    const shop = shopOn(await open())
    const capture = { orderId: '#1001', externalId: 'dash-1', tenderId: 'card', minor: 100 }
    await shop.facts.recordExternalRefund(capture, { ...finance, commandId: 'c-1' })
    const other = shop.facts.recordExternalRefund({ ...capture, minor: 101 }, { ...finance, commandId: 'c-1' })
    expect(await refusalOf(other)).toEqual({ _tag: 'CommandIdReused', commandId: 'c-1' })
  })
})

describe.each(stores)('A new request for goods that an open request has claimed ($name)', ({ open }) => {
  it('is a duplicate, named with the request that is open', async () => {
    const shop = shopOn(await open(), { policy: simplePolicy('EUR') })
    await submitted(shop, 'R-1', 2)
    await shop.requests.open(wish('R-2', 2), { ...customer, commandId: 'another' })
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-2' }, customer))).toEqual({
      _tag: 'DuplicateOpenRequest',
      requestId: 'R-1',
    })
    expect(await shop.casesOf('#1001')).toEqual(['R-1'])
  })

  it('is none when staff says so, as far as units are free', async () => {
    const shop = shopOn(await open(), { policy: simplePolicy('EUR') })
    await submitted(shop, 'R-1', 1)
    await shop.requests.open(wish('R-2', 1), customer)
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-2' }, customer))).toMatchObject({
      _tag: 'DuplicateOpenRequest',
    })
    expect(await refusalOf(shop.requests.submit({ requestId: 'R-2', evenIfAlike: true }, customer))).toMatchObject({
      _tag: 'StaffOnly',
    })
    const done = await shop.requests.submit({ requestId: 'R-2', evenIfAlike: true }, lead)
    expect(done.state.status).toBe('under_review')
  })

  it('is free again when the first was taken back', async () => {
    const shop = shopOn(await open(), { policy: simplePolicy('EUR') })
    await submitted(shop, 'R-1', 2)
    await shop.requests.cancel({ requestId: 'R-1', reason: 'kept' }, customer)
    expect((await submitted(shop, 'R-2', 2)).state.status).toBe('under_review')
  })
})
