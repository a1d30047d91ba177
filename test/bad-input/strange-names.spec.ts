/** Ids are the host's: any text that is clean is a name like any other. */
import { describe, expect, it } from 'vitest'
import { simulatedOrders } from 'after-sales/testing'
import { verifyLog } from 'after-sales'
import { lineOf, openHanded, order, paidBy, sentBack, shopOn, storedText, stores } from '../acceptance/shop.js'

const NAMES = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '$all', '$ce-x', '..', '../x'],
  ...['%2e', 'a/b', 'a-b', 'a.b', '#1001', 'gid://shop/Order/1', '=HYPERLINK(', '-0', '1e400', '9007199254740993'],
  ...['0', '订单', '\u202etxt', 'e\u0301', '~23', "'; DROP TABLE events; --", 'a b', 'null', 'undefined'],
]

describe.each(stores)('A case with a strange name for everything ($name)', ({ open }) => {
  it.each(NAMES)('is opened, sent back, refunded and resolved like any other (%s)', async (name) => {
    const orders = simulatedOrders(
      order({
        orderId: name,
        customerId: name,
        lines: [lineOf(name, 2, 2_000), lineOf(`${name}2`, 1, 1_000)],
        tenders: [
          { tenderId: name, kind: 'card', captured: 1_000 },
          { tenderId: `${name}2`, kind: 'gift_card', captured: 2_000 },
        ],
      }),
    )
    const reasons = [{ code: name, en: 'x', zh: '其他' }]
    const shop = shopOn(await open(), { orders, policy: openHanded('EUR', { reasons }) })
    const by = { actor: { kind: 'customer', id: name }, commandId: name } as const
    const lines = [
      { lineId: name, quantity: 2, reason: name },
      { lineId: `${name}2`, quantity: 1, reason: name },
    ]
    await shop.requests.open({ requestId: name, orderId: name, remedy: 'return_refund', lines, note: name }, by)
    const { state } = await shop.requests.submit({ requestId: name }, { ...by, commandId: `${name}-2` })
    await sentBack(shop, state.returnId!, name, { [name]: 1 })
    await sentBack(shop, state.returnId!, `${name}2`, { [name]: 1, [`${name}2`]: 1 })
    const { request, refunds, notes } = await shop.getCase(name)
    expect(request.status).toBe('resolved')
    expect(refunds).toHaveLength(2)
    expect(notes).toMatchObject([{ note: { value: { note: name } } }])
    expect(shop.payments.paidTotal()).toBe(3_000)
    expect(Object.keys(paidBy(shop)).length + (name === '__proto__' ? 1 : 0)).toBe(2)
    expect((await shop.getOrder(name)).tenders.map((t) => [t.reserved, t.settled])).toEqual([
      [0, 1_000],
      [0, 2_000],
    ])
    expect(await shop.casesOf(name)).toEqual([name])
    expect(await verifyLog(shop.store)).toMatchObject({ _tag: 'Right' })
  })
})

describe('Names that differ', () => {
  it('never meet in one stream', async () => {
    const shop = shopOn(await stores[0]!.open())
    const all = [...NAMES, 'e\u0301'.normalize('NFC'), 'A.B', 'a~2Fb', '~7E23']
    for (const requestId of all)
      await shop.requests.open(
        {
          requestId,
          orderId: '#1001',
          remedy: 'refund_only',
          lines: [{ lineId: 'mug', quantity: 1, reason: 'CM_CHANGED_MIND' }],
        },
        { actor: { kind: 'agent', id: 'a' } },
      )
    const streams = (await storedText(shop.store)).map((text) => (JSON.parse(text) as { stream: string }).stream)
    expect(new Set(streams).size).toBe(all.length + 1)
    for (const requestId of all) expect((await shop.getCase(requestId)).request.requestId).toBe(requestId)
  })
})
