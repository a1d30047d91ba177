/** What a stored event must be, so that it is folded; everything else stops the stream and says why. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { Metadata } from 'after-sales'
import type { Position, StoredEvent } from '../../src/ports/event-store.js'
import { aggregates } from '../../src/runtime/aggregates.js'
import { decodeStored } from '../../src/runtime/load.js'

const metadata: Metadata = {
  $correlationId: 'R-1',
  $causationId: 'c-1',
  commandId: 'c-1',
  commandDigest: 'digest',
  actorKind: 'system',
  actorId: 'a',
  authority: 'reaction',
  channel: 'system',
  tenant: 'main',
  schemaVersion: '1',
  occurredAt: '2026-01-05T09:00:00.000Z',
  link: 'link',
}

const stored = (change: Partial<StoredEvent>, version = '1'): StoredEvent => ({
  id: 'e-1',
  type: 'RequestClosed',
  data: '{"requestId":"R-1"}',
  metadata: { ...metadata, schemaVersion: version },
  stream: 'aftersales_request-main.R-1',
  revision: 7,
  position: '8' as Position,
  recordedAt: '2026-01-05T09:00:00.000Z',
  ...change,
})

const place = { stream: 'aftersales_request-main.R-1', revision: 7, type: 'RequestClosed' }

describe('A stored event', () => {
  it('is read by its name and version', () =>
    expect(decodeStored(aggregates.request, stored({}))).toEqual(
      E.right({ type: 'RequestClosed', data: { requestId: 'R-1' } }),
    ))

  it.each(['0', '-1', '1.5', '', 'one', 'NaN'])(
    'with a version that no release ever wrote is an alarm (%s)',
    (version) =>
      expect(decodeStored(aggregates.request, stored({}, version))).toEqual(
        E.left({ _tag: 'UndecodableEvent', ...place }),
      ),
  )

  it.each(['{"requestId":', '{"requestId":"R-1","more":1}', '{}', 'null', '[]', ''])(
    'whose data is not what its type says is an alarm (%s)',
    (data) =>
      expect(decodeStored(aggregates.request, stored({ data }))).toEqual(
        E.left({ _tag: 'UndecodableEvent', ...place }),
      ),
  )

  it('of a later version waits for the release that wrote it', () =>
    expect(decodeStored(aggregates.request, stored({}, '2'))).toEqual(
      E.left({ _tag: 'WrittenByNewerRelease', ...place }),
    ))

  it('of a type that is not known waits for the release that wrote it', () =>
    expect(decodeStored(aggregates.request, stored({ type: 'RequestPainted' }))).toEqual(
      E.left({ _tag: 'WrittenByNewerRelease', ...place, type: 'RequestPainted' }),
    ))
})
