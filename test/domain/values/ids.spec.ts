/** Ids of any spelling become stream names and back; ids that the library mints say what they stand for. */
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { v5 } from 'uuid'
import { describe, expect, it } from 'vitest'
import {
  CommandId,
  escapeId,
  eventId,
  HostId,
  legKey,
  noticeCommandId,
  noticeIdOf,
  reactionCommandId,
  refundIdOf,
  reroutedLegIdOf,
  returnIdOf,
  StreamId,
  streamName,
  Tenant,
  unescapeId,
  Uuid,
} from '../../../src/domain/values/ids.js'

describe('A stream name', () => {
  it.each([
    ['1001', '1001'],
    ['#1001', '~231001'],
    ['gid://shop/Order/1', 'gid~3A~2F~2Fshop~2FOrder~2F1'],
    ["a!'()*~%b", 'a~21~27~28~29~2A~7E~25b'],
    ['订单', '~E8~AE~A2~E5~8D~95'],
    ['a b.c_d-e', 'a~20b.c_d-e'],
  ])('escapes %s', (id, escaped) => {
    expect(escapeId(id)).toBe(escaped)
    expect(unescapeId(escaped)).toBe(id)
  })

  it('names kind, tenant and id, and has its first dash behind the kind', () =>
    expect(streamName('entitlement', 'main', '#1-2')).toEqual(E.right('aftersales_entitlement-main.~231-2')))

  it.each([
    ['', 0],
    ['a'.repeat(201), 201],
    ['数'.repeat(23), 207],
    ['\ud800', 0],
  ])('refuses an id that does not fit: %j', (id, bytes) =>
    expect(streamName('request', 'main', id)).toEqual(E.left({ _tag: 'IdTooLong', bytes, limit: 200 })),
  )

  it('is another for another id, whatever the ids', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ minLength: 1 }), (a, b) => {
        expect(unescapeId(escapeId(a))).toBe(a)
        expect(escapeId(a)).toMatch(/^[A-Za-z0-9_.~-]+$/)
        expect(escapeId(a) === escapeId(b)).toBe(a === b)
      }),
    ))
})

it('An id that the library mints is the uuid v5 of its name, whatever letters that has', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (id) => {
      expect(returnIdOf(id)).toBe(v5(`return\n${id}`, '7b0c2f3e-94d5-4c43-8f6f-2f5b9d1f0a61'))
    }),
  ))

describe('An id of the host', () => {
  it.each([
    ['1001', true],
    ['#1001', true],
    ['数'.repeat(22), true],
    ['数'.repeat(23), false],
    ['a'.repeat(200), true],
    ['a'.repeat(201), false],
    ['', false],
    ['a\u0000', false],
    ['a\ud800', false],
    [1001, false],
  ])('fits a stream when it has up to 200 bytes: %j %s', (id, verdict) => expect(StreamId.is(id)).toBe(verdict))

  it('stands on one line, so that two ids never read as one name', () => {
    for (const id of [HostId, StreamId, CommandId]) expect(id.is('R-1\nreturn')).toBe(false)
  })

  it('may be longer where no stream is named after it', () => expect(HostId.is('数'.repeat(200))).toBe(true))
})

it.each([
  ['main', true],
  ['a1', true],
  ['', false],
  ['Main', false],
  ['a-b', false],
  ['a'.repeat(33), false],
])('a tenant is short and plain: %j %s', (tenant, verdict) => expect(Tenant.is(tenant)).toBe(verdict))

describe('Ids that the library mints', () => {
  const stream = 'aftersales_request-main.r-1'

  it('are the same for the same, for ever', () => {
    expect(eventId('main', stream, 'c-1', 0)).toBe('7dd5b783-2918-52d2-9539-6555d767d7f0')
    expect(reactionCommandId('e-1', 'reserve-units', 0)).toBe('16071bed-096e-5d11-8047-9c38e728d21a')
    expect(legKey('main', 'f-1', 'card', 1)).toBe('7724231a-5323-5c48-b593-bd6ca4ed8a32')
    expect(returnIdOf('r-1')).toBe('63fc8757-29a0-5539-a0ee-09aeadc13bca')
    expect(refundIdOf('r-1', 'i-1', 1)).toBe('5b2026d8-dae9-5d10-bdb3-f001f7aa3b52')
  })

  it('differ where anything differs', () => {
    const ids = [
      eventId('main', stream, 'c-1', 0),
      eventId('main', stream, 'c-1', 1),
      eventId('main', stream, 'c-2', 0),
      eventId('other', stream, 'c-1', 0),
      reactionCommandId('e-1', 'reserve-units', 0),
      reactionCommandId('e-1', 'reserve-money', 0),
      legKey('main', 'f-1', 'card', 1),
      legKey('main', 'f-1', 'card', 2),
      legKey('main', 'f-1', 'card1', 1),
      returnIdOf('r-1'),
      refundIdOf('r-1', 'i-1', 1),
      refundIdOf('r-1', 'i-1', 2),
      reroutedLegIdOf('f-1', 'card', 1),
      reroutedLegIdOf('f-1', 'card', 2),
      noticeCommandId('stripe', 'evt_1'),
      noticeCommandId('adyen', 'evt_1'),
    ]
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every((id) => Uuid.is(id))).toBe(true)
  })

  it('name a notice after who gave it, and stay short whatever the provider calls it', () => {
    expect(Uuid.is(noticeIdOf('stripe', '通'.repeat(128)))).toBe(true)
    expect(noticeIdOf('stripe', 'evt_1')).not.toBe(noticeIdOf('adyen', 'evt_1'))
  })
})
