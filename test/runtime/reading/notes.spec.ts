/** What was written in the cases of a customer: for a reader who may, and gone with its key while every figure stays. */
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it, vi } from 'vitest'
import type { Actor, Authorizer } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import {
  agent,
  customer,
  openHanded,
  refusalOf,
  shopOn,
  stores,
  submitted,
  warehouse,
  wish,
  type ShopOptions,
} from '../../acceptance/shop.js'
import { followed } from './followed.js'

const CANARY = 'Frau Kanarienvogel, Tel. 0171-5550123'
const reader: Actor = { kind: 'agent', id: 'agent-1' }
/** That one agent, about that one customer. */
const authorizer: Authorizer = {
  mayRead: ({ id }, { tenant, customerId }) =>
    TE.right(id === reader.id && tenant === 'main' && customerId === 'customer-7'),
}

const writtenShop = async (store = memoryEventStore(), options: ShopOptions = { authorizer }) => {
  const shop = shopOn(store, { policy: openHanded(), ...options })
  await shop.requests.open({ ...wish('R-1', 1), note: CANARY }, customer)
  const { state } = await shop.requests.submit({ requestId: 'R-1' }, customer)
  const returnId = state.returnId!
  const lines = [{ lineId: 'mug', quantity: 1 }]
  await shop.returns.receiveParcel({ returnId, receiptId: 'P-1', lines }, warehouse)
  const found = [{ lineId: 'mug', accepted: 1, rejected: 0, grade: 'D_USED_WORN' }] as const
  const deductions = [{ kind: 'depreciation', minor: 2_000, code: 'worn', lineId: 'mug' }] as const
  await shop.returns.inspect({ returnId, inspectionId: 'I-1', lines: found, deductions }, warehouse)
  const { refundId } = (await shop.getCase('R-1')).refunds[0]!
  shop.clock.advance(60_000)
  const contest = { refundId, contestId: 'ct-1', index: 0, note: 'It was like new.' }
  await shop.refunds.contestDeduction(contest, { ...customer, channel: 'chat' })
  shop.clock.advance(60_000)
  await submitted(shop, 'R-2', 1, { remedy: 'refund_only' })
  await shop.requests.answerSurvey({ requestId: 'R-2', score: 5, note: 'Fine now.' }, customer)
  return shop
}

describe.each(stores)('What a customer wrote ($name)', ({ open }) => {
  it('is opened for a reader whom the host lets read, with who wrote it, when and where', async () => {
    const shop = await writtenShop(await open())
    const { rows, next } = await shop.views.notes({ requestId: 'R-1' }, reader)
    expect([rows.length, next]).toEqual([1, undefined])
    expect(rows[0]).toMatchObject({
      requestId: 'R-1',
      notes: [
        { type: 'RequestOpened', by: customer.actor, channel: 'web', note: { _tag: 'Clear', value: { note: CANARY } } },
        { type: 'DeductionContested', channel: 'chat', note: { value: { note: 'It was like new.' } } },
      ],
    })
    expect((await shop.getCase('R-1')).notes).toEqual(rows[0]!.notes)
  })

  it('is read over all cases, the latest first, as many on a page as it says', async () => {
    const shop = await writtenShop(await open())
    await followed(shop, async () => {
      const all = await shop.views.notes({ customerId: 'customer-7' }, reader)
      expect(all.rows.map(({ requestId, notes }) => [requestId, notes.length])).toEqual([
        ['R-2', 1],
        ['R-1', 2],
      ])
      const first = await shop.views.notes({ customerId: 'customer-7' }, reader, { limit: 1 })
      const second = await shop.views.notes({ customerId: 'customer-7' }, reader, { limit: 1, after: first.next! })
      expect([...first.rows, ...second.rows]).toEqual(all.rows)
    })
  })

  it('is gone when its key is gone, and the history is the same', async () => {
    const shop = await writtenShop(await open())
    await followed(shop, async () => {
      const figures = async () => [
        await shop.views.history('customer-7'),
        await shop.views.profile('customer-7', { at: '2026-02-01T00:00:00.000Z' }),
        await shop.views.case('R-1'),
      ]
      const before = await figures()
      expect(E.isRight(await shop.keyRing.destroy('main', 'customer-7')())).toBe(true)
      const { rows } = await shop.views.notes({ customerId: 'customer-7' }, reader)
      const notes = rows.flatMap((row) => row.notes.map(({ note }) => note))
      expect(notes).toEqual([1, 2, 3].map(() => ({ _tag: 'Erased', subject: 'customer-7' })))
      expect(await figures()).toEqual(before)
    })
  })

  it('stands in no row', async () => {
    const shop = await writtenShop(await open())
    await followed(shop, async () => {
      const read = [await shop.views.history('customer-7'), await shop.views.case('R-1'), await shop.views.case('R-2')]
      for (const words of ['Kanarien', 'like new', 'Fine now']) expect(JSON.stringify(read)).not.toContain(words)
    })
  })
})

describe('What a customer wrote', () => {
  const NO = { _tag: 'ReadingNotAllowed' }

  it('stays closed to everybody where the host named nobody who decides', async () => {
    const shop = await writtenShop(memoryEventStore(), {})
    for (const who of [reader, customer.actor, { kind: 'system', id: 'host' } as const])
      for (const of of [{ requestId: 'R-1' }, { customerId: 'customer-7' }])
        expect(await refusalOf(shop.views.notes(of, who))).toEqual(NO)
  })

  it('stays closed to others than those who may, and of other customers', async () => {
    const shop = await writtenShop()
    const other: Actor = { kind: 'agent', id: 'agent-2' }
    expect(await refusalOf(shop.views.notes({ requestId: 'R-1' }, other))).toEqual(NO)
    expect(await refusalOf(shop.views.notes({ customerId: 'customer-7' }, other))).toEqual(NO)
    expect(await refusalOf(shop.views.notes({ customerId: 'customer-8' }, reader))).toEqual(NO)
  })

  it.each([
    ['says nothing clear', () => TE.right('yes' as never), NO],
    [
      'cannot be reached',
      () => TE.left({ _tag: 'AuthorizerUnavailable', reason: 'down' } as const),
      { reason: 'down' },
    ],
    [
      'throws',
      (): never => {
        throw new Error(CANARY)
      },
      { _tag: 'AuthorizerUnavailable', reason: 'it failed with an exception' },
    ],
  ])('stays closed while nobody can say who may read: who decides %s', async (_, mayRead, refusal) => {
    const shop = await writtenShop(memoryEventStore(), { authorizer: { mayRead } })
    const said = await refusalOf(shop.views.notes({ requestId: 'R-1' }, reader))
    expect(said).toMatchObject(refusal)
    expect(JSON.stringify(said)).not.toContain('Kanarien')
  })

  it('opens no key before the host has said yes', async () => {
    const shop = await writtenShop(memoryEventStore(), {})
    const find = vi.spyOn(shop.keyRing, 'find')
    await refusalOf(shop.views.notes({ requestId: 'R-1' }, reader))
    expect(find).not.toHaveBeenCalled()
  })

  it('is counted at each question, with the kind of the reader and no names', async () => {
    const count = vi.fn()
    const shop = await writtenShop(memoryEventStore(), { authorizer, telemetry: { count, gauge: () => undefined } })
    await shop.views.notes({ requestId: 'R-1' }, reader)
    await refusalOf(shop.views.notes({ requestId: 'R-1' }, customer.actor))
    const reads = count.mock.calls.filter(([name]) => name === 'aftersales.notes.reads')
    expect(reads).toEqual([
      ['aftersales.notes.reads', 1, { by: 'agent', outcome: 'allowed' }],
      ['aftersales.notes.reads', 1, { by: 'customer', outcome: 'refused' }],
    ])
  })

  it('cannot be asked of a case that nobody has heard of', async () => {
    const shop = await writtenShop()
    expect(await refusalOf(shop.views.notes({ requestId: 'R-9' }, reader))).toEqual({ _tag: 'RequestUnknown' })
  })

  it.each([
    [{}, reader, 'requestId'],
    [undefined, reader, 'requestId'],
    [{ requestId: 7 }, reader, 'requestId'],
    [{ customerId: '' }, reader, 'customerId'],
    [{ requestId: 'R-1', customerId: 'customer-7' }, reader, 'customerId'],
    [{ requestId: 'R-1' }, { ...agent.actor, kind: 'boss' }, 'kind'],
    [{ customerId: 'customer-7' }, undefined, ''],
  ])('is asked by somebody and about something: not with %j by %j', async (of, who, field) => {
    const shop = await writtenShop()
    expect(await refusalOf(shop.views.notes(of as never, who as never))).toMatchObject({
      _tag: 'InvalidInput',
      problems: [{ field }],
    })
  })
})
