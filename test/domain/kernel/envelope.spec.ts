/** The metadata of an event is text that is hashed: its keys and their order are for ever. */
import { describe, expect, it } from 'vitest'
import { METADATA_KEYS, metadataText, type UnlinkedMetadata } from '../../../src/domain/kernel/envelope.js'

const metadata: UnlinkedMetadata = {
  occurredAt: '2026-03-02T12:00:00.000Z',
  schemaVersion: '1',
  tenant: 'main',
  channel: 'web',
  authority: 'customer',
  actorId: 'c-1',
  actorKind: 'customer',
  commandDigest: 'd'.repeat(43),
  commandId: 'c-1',
  $causationId: 'c-1',
  $correlationId: 'r-1',
}

it('is written in one order, whatever the order it was given in', () =>
  expect(metadataText(metadata)).toBe(
    `{"$correlationId":"r-1","$causationId":"c-1","commandId":"c-1","commandDigest":"${'d'.repeat(43)}",` +
      '"actorKind":"customer","actorId":"c-1","authority":"customer","channel":"web","tenant":"main",' +
      '"schemaVersion":"1","occurredAt":"2026-03-02T12:00:00.000Z"}',
  ))

it('names the trace where there is one, last', () =>
  expect(metadataText({ ...metadata, traceparent: '00-a-b-01' })).toMatch(/,"traceparent":"00-a-b-01"\}$/))

describe('Its keys', () => {
  it('are those of the text, and the link, which covers it', () =>
    expect([...Object.keys(JSON.parse(metadataText({ ...metadata, traceparent: 't' })) as object), 'link']).toEqual([
      ...METADATA_KEYS,
    ]))

  it('leave out what is not metadata', () =>
    expect(metadataText({ ...metadata, link: 'x', extra: 'y' } as UnlinkedMetadata)).toBe(metadataText(metadata)))
})
