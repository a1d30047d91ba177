/** Killer case 33: zero, negative, fractional and huge quantities and amounts. */
import { describe, expect, it } from 'vitest'
import { describe as inWords, MAX_MINOR } from 'after-sales'
import { simulatedOrders } from 'after-sales/testing'
import {
  customer,
  lineOf,
  order,
  refusalOf,
  sentBack,
  shopOn,
  stores,
  storedText,
  submitted,
  system,
  warehouse,
  wish,
} from './shop.js'

const WRONG = [0, -1, 1.5, 2 ** 53, 1_000_001, -0, NaN, Infinity, '2', null]

describe.each(stores)('A quantity that is no number of pieces ($name)', ({ open }) => {
  it.each(WRONG)('is refused with its field and its limit (%s)', async (quantity) => {
    const shop = shopOn(await open())
    const refused = await refusalOf(shop.requests.open(wish('R-1', quantity as number), customer))
    expect(refused).toEqual({
      _tag: 'InvalidInput',
      subject: 'OpenRequest',
      problems: [{ field: 'lines.0.quantity', limit: { _tag: 'WholeNumber', min: 1, max: 1_000_000 } }],
    })
    expect(inWords(refused).en).toBe('OpenRequest: lines.0.quantity must be a whole number from 1 to 1000000')
    expect(inWords(refused).zh).toContain('lines.0.quantity 必须是 1 到 1000000 的整数')
    expect(await storedText(shop.store)).toEqual([])
  })

  it('is none either in a parcel or in an inspection that counts nothing', async () => {
    const shop = shopOn(await open())
    const { state } = await submitted(shop, 'R-1', 2)
    const returnId = state.returnId!
    const parcel = { returnId, receiptId: 'P-1', lines: [{ lineId: 'mug', quantity: 0 }] }
    expect(await refusalOf(shop.returns.receiveParcel(parcel, warehouse))).toMatchObject({ _tag: 'InvalidInput' })
    const empty = shop.returns.receiveParcel({ returnId, receiptId: 'P-1', lines: [] }, warehouse)
    expect(await refusalOf(empty)).toEqual({ _tag: 'ParcelWithoutContent' })
    await shop.returns.receiveParcel({ ...parcel, lines: [{ lineId: 'mug', quantity: 2 }] }, warehouse)
    const nothing = { lineId: 'mug', accepted: 0, rejected: 0, grade: 'A_NEW_SEALED' } as const
    const inspected = shop.returns.inspect({ returnId, inspectionId: 'I-1', lines: [nothing] }, warehouse)
    expect(await refusalOf(inspected)).toEqual({ _tag: 'NothingInspected', lineId: 'mug' })
  })
})

describe.each(stores)('An amount that is no money ($name)', ({ open }) => {
  it.each([...WRONG.filter((wrong) => wrong !== 1_000_001), MAX_MINOR + 1, 1n as unknown as number])(
    'is refused with its field and its limit (%s)',
    async (minor) => {
      const shop = shopOn(await open())
      const fact = { orderId: '#1001', externalId: 'dash-1', tenderId: 'card', minor: minor as number }
      expect(await refusalOf(shop.facts.recordExternalRefund(fact, system))).toEqual({
        _tag: 'InvalidInput',
        subject: 'RecordExternalRefund',
        problems: [{ field: 'minor', limit: { _tag: 'WholeNumber', min: 1, max: MAX_MINOR } }],
      })
      expect(await storedText(shop.store)).toEqual([])
    },
  )

  it('is none either in the facts of an order, whose lines may be free but not negative', async () => {
    const shop = shopOn(await open(), { orders: simulatedOrders(order({ lines: [lineOf('mug', 1, -1)] })) })
    expect(await refusalOf(shop.requests.open(wish('R-1', 1), customer))).toEqual({
      _tag: 'InvalidInput',
      subject: 'OrderFacts',
      problems: [{ field: 'lines.0.goods', limit: { _tag: 'WholeNumber', min: 0, max: MAX_MINOR } }],
    })
  })
})

describe.each(stores)('An item that was free ($name)', ({ open }) => {
  const withGift = () =>
    simulatedOrders(
      order({
        lines: [lineOf('mug', 1, 8_999), lineOf('gift', 1, 0)],
        tenders: [{ tenderId: 'card', kind: 'card', captured: 8_999 }],
      }),
    )
  const gift = { lines: [{ lineId: 'gift', quantity: 1, reason: 'CM_CHANGED_MIND' }] }

  it('comes back with no money due: an answer, not an error, and no empty payment', async () => {
    const shop = shopOn(await open(), { orders: withGift() })
    const { state } = await submitted(shop, 'R-1', 1, gift)
    await sentBack(shop, state.returnId!, 'all', { gift: 1 })
    const { request, refunds } = await shop.getCase('R-1')
    expect(request.status).toBe('resolved')
    expect(refunds).toMatchObject([{ status: 'not_due', legs: [], breakdown: { total: 0, tenders: [] } }])
    expect(shop.payments.calls).toEqual([])
    expect((await shop.getOrder('#1001')).lines[1]).toMatchObject({ held: 0, returned: 1 })
  })

  it('may also be kept, with no money due', async () => {
    const shop = shopOn(await open(), { orders: withGift() })
    const { state } = await submitted(shop, 'R-1', 1, { ...gift, remedy: 'refund_only' })
    expect(state.status).toBe('resolved')
    expect((await shop.getOrder('#1001')).lines[1]).toMatchObject({ held: 0, kept: 1 })
  })
})
