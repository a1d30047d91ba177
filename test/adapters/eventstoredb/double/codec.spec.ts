/** The codec of the double against the client's generated classes: written apart, they must agree on every byte. */
import { describe, expect, it } from 'vitest'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { appendSucceeded, batchRefused, conflictDetail, eventFrame } from '../../../support/eventstoredb/answers.js'
import {
  bytes,
  entry,
  has,
  mapOf,
  message,
  messageOf,
  numberOf,
  parse,
  textOf,
  varint,
} from '../../../support/eventstoredb/protobuf.js'
import { halvesOf, proposalFrom, uuidFrom } from '../../../support/eventstoredb/requests.js'

const ID = 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6'
const EDGES = [
  0n,
  1n,
  127n,
  128n,
  16_383n,
  16_384n,
  2n ** 32n,
  2n ** 53n + 1n,
  2n ** 63n - 1n,
  2n ** 63n,
  2n ** 64n - 1n,
]
const TEXTS = ['', 'order-1', 'Rücksendung – 返品 🎁', 'x'.repeat(300)]

describe('A number of 64 bits', () => {
  it.each(EDGES)('%s is written as by the client, and read', (value) => {
    const theirs = new shared.AllStreamPosition()
    theirs.setCommitPosition(String(value))
    theirs.setPreparePosition(String(value))
    const ours = Buffer.concat([varint(1, value), varint(2, value)])
    // The client leaves out zeros, which is the same to it.
    if (value > 0n) expect(ours).toEqual(Buffer.from(theirs.serializeBinary()))
    expect(shared.AllStreamPosition.deserializeBinary(ours).getCommitPosition()).toBe(String(value))
    expect(numberOf(parse(ours), 1)).toBe(value)
  })
})

describe('A text', () => {
  it.each(TEXTS)('%j is written as by the client, and read', (text) => {
    const theirs = new shared.StreamIdentifier()
    theirs.setStreamName(Buffer.from(text).toString('base64'))
    if (text !== '') expect(bytes(3, text)).toEqual(Buffer.from(theirs.serializeBinary()))
    expect(textOf(parse(bytes(3, text)), 3)).toBe(text)
    const read = shared.StreamIdentifier.deserializeBinary(bytes(3, text)).getStreamName_asU8()
    expect(Buffer.from(read).toString('utf8')).toBe(text)
  })
})

describe('Messages', () => {
  it('of the client are understood: an event with an id, properties, metadata and data', () => {
    const proposed = new streams.AppendReq.ProposedMessage()
    const id = new shared.UUID()
    id.setString(ID)
    proposed.setId(id)
    proposed.getMetadataMap().set('type', 'Shipped').set('content-type', 'application/json')
    proposed.setCustomMetadata(Buffer.from('{"by":"shop"}').toString('base64'))
    proposed.setData(Buffer.from('{}').toString('base64'))
    expect(proposalFrom(Buffer.from(proposed.serializeBinary()))).toEqual({
      _tag: 'event',
      event: {
        ...{ id: ID, type: 'Shipped', contentType: 'application/json' },
        ...{ data: Buffer.from('{}'), metadata: Buffer.from('{"by":"shop"}') },
      },
    })
  })

  it('are understood by the client: an event', () => {
    const frame = eventFrame({
      ...{ id: ID, type: 'Shipped', contentType: 'application/json', stream: 'rücksendung-1' },
      ...{ revision: 0n, position: 2n ** 53n + 1n, createdMs: 1_767_600_000_123 },
      ...{ data: Buffer.from('{"n":1}'), metadata: Buffer.alloc(0) },
    })
    const event = streams.ReadResp.deserializeBinary(frame).getEvent()!
    const recorded = event.getEvent()!
    expect(event.getCommitPosition()).toBe('9007199254740993')
    expect(recorded.getId()!.getString()).toBe(ID)
    expect(Buffer.from(recorded.getStreamIdentifier()!.getStreamName_asU8()).toString()).toBe('rücksendung-1')
    expect(recorded.getMetadataMap().get('created')).toBe('17676000001230000')
    expect(Buffer.from(recorded.getData_asU8()).toString()).toBe('{"n":1}')
  })

  it('are understood by the client: revision 0, which is not the same as none', () => {
    const first = streams.AppendResp.deserializeBinary(appendSucceeded({ _tag: 'written', revision: 0n }))
    expect(first.getSuccess()!.hasCurrentRevision()).toBe(true)
    const none = streams.AppendResp.deserializeBinary(appendSucceeded({ _tag: 'written' }))
    expect(none.getSuccess()!.hasNoStream()).toBe(true)
  })

  it('are understood by the client: a conflict within a batch reply', () => {
    const refusal = { code: 6, text: 'Wrong', detail: 'WrongExpectedVersion', content: conflictDetail(-1n, 4n) }
    const reply = streams.BatchAppendResp.deserializeBinary(batchRefused(bytes(2, ID), 'order-1', refusal))
    expect(reply.getCorrelationId()!.getString()).toBe(ID)
    const detail = reply.getError()!.getDetails()!
    expect(detail.getTypeName()).toBe('event_store.client.WrongExpectedVersion')
    const conflict = shared.WrongExpectedVersion.deserializeBinary(detail.getValue_asU8())
    expect(conflict.getCurrentStreamRevision()).toBe('4')
    expect(conflict.hasExpectedNoStream()).toBe(true)
  })
})

describe('An id', () => {
  it('is the same in text and in two numbers', () => {
    const [high, low] = halvesOf(ID)
    const theirs = new shared.UUID()
    const numbers = new shared.UUID.Structured()
    numbers.setMostSignificantBits(String(high))
    numbers.setLeastSignificantBits(String(low))
    theirs.setStructured(numbers)
    expect(uuidFrom(parse(Buffer.from(theirs.serializeBinary())))).toBe(ID)
  })

  it('that is none is not taken', () => {
    expect(uuidFrom(parse(bytes(2, 'order-1')))).toBeUndefined()
    expect(uuidFrom(undefined)).toBeUndefined()
  })
})

describe('Whatever else comes', () => {
  it('is kept aside: unknown fields, and numbers of fixed length', () => {
    const fixed = Buffer.concat([Buffer.of((9 << 3) | 1), Buffer.alloc(8), Buffer.of((10 << 3) | 5), Buffer.alloc(4)])
    const fields = parse(Buffer.concat([fixed, varint(1, 7n)]))
    expect([numberOf(fields, 1), has(fields, 9), has(fields, 2)]).toEqual([7n, true, false])
  })

  it('is merged as protobuf demands: the last of several wins, maps keep all keys', () => {
    const fields = parse(Buffer.concat([varint(1, 7n), varint(1, 8n), entry(2, 'a', '1'), entry(2, 'b', '2')]))
    expect(numberOf(fields, 1)).toBe(8n)
    expect(mapOf(fields, 2)).toEqual(
      new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
    )
    expect(messageOf(parse(message(3)), 3)).toEqual(new Map())
  })

  it.each([
    ['a cut number', Buffer.of(0x08, 0x80)],
    ['a cut text', Buffer.of(0x0a, 0x05, 0x61)],
    ['a number without end', Buffer.of(0x08, ...Array.from({ length: 11 }, () => 0xff))],
    ['a group', Buffer.of(0x0b)],
  ])('is refused: %s', (_, content) => {
    expect(() => parse(content)).toThrow()
  })
})
