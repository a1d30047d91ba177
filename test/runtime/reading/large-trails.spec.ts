/** A trail costs memory for its streams, not for its events; what is beyond that is refused. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { describe as inWords, type EventStore, type Position, type StoredEvent } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { streamName } from '../../../src/domain/values/ids.js'
import type { Reader } from '../../../src/runtime/reading/pages.js'
import { trailViewsOf } from '../../../src/runtime/reading/trail.js'
import { consumerWorld } from '../workers/consumer-world.js'

const CASE = 's-1'

/** One stored event that stands for as many as a stream is to have. */
const example = async (): Promise<StoredEvent> => {
  const world = consumerWorld()
  await world.note(CASE)
  for await (const delivery of world.store.all()) if (delivery._tag === 'Event') return delivery.event
  throw new Error('there is one')
}

/** So many streams of so many events each. */
const viewsOver = async (streams: number, events: number) => {
  const one = await example()
  const asked: Array<number> = []
  const store: EventStore = {
    ...memoryEventStore(),
    read: (stream, from = 0, limit = 1_000) => {
      asked.push(limit)
      const revisions = Array.from({ length: Math.min(limit, events - from) }, (_, n) => from + n)
      const slice = revisions.map((revision) => ({
        ...{ ...one, stream, revision, id: `${stream} ${revision}` },
        position: String(revision * streams + Number(/\d+$/.exec(stream)![0])) as Position,
      }))
      return () => Promise.resolve(E.right({ events: slice, head: events - 1 }))
    },
    comparePositions: (a, b) => Number(a) - Number(b),
  }
  const rows = Array.from({ length: streams }, (_, n) => ({ stream: `aftersales_worker-main.s-${n}` }))
  const page = ((_model, _list, _parts, options) => {
    const { limit, after = '0' } = options as { readonly limit: number; readonly after?: string }
    const end = Number(after) + limit
    const next = end < rows.length ? { next: String(end) } : {}
    return Promise.resolve(E.right({ rows: rows.slice(Number(after), end), ...next }))
  }) as Reader['page']
  const runtime = { store, tenant: 'main', streamOf: (kind: 'worker', id: string) => streamName(kind, 'main', id) }
  return { asked, views: trailViewsOf(runtime as Parameters<typeof trailViewsOf>[0], page) }
}

describe('A trail over many streams', () => {
  it('is in the order of the log, with ten thousand events ahead at most', async () => {
    const { asked, views } = await viewsOver(1_000, 25)
    const found = await views.trail({ caseId: CASE }, { limit: 1_000 })()
    expect(found).toMatchObject({ right: { next: 'aftersales_worker-main.s-999 0' } })
    expect(new Set(asked)).toEqual(new Set([10]))
  })

  it('reads a single long stream by the thousand', async () => {
    const { asked, views } = await viewsOver(1, 2_500)
    await views.trail({ caseId: CASE }, { after: 'aftersales_worker-main.s-0 2450' })()
    expect(asked).toEqual([1_000, 1_000, 1_000])
  })

  it.each([1_001, 5_000])('is refused where there are %i', async (streams) => {
    const { asked, views } = await viewsOver(streams, 1)
    for (const ask of [views.trail({ caseId: CASE }), views.trailTree({ caseId: CASE })])
      expect(await ask()).toEqual({ _tag: 'Left', left: { _tag: 'TrailTooLarge', what: 'streams', limit: 1_000 } })
    expect(asked).toEqual([])
  })

  it.each([
    ['streams', /1000 streams/, /1000 个事件流/],
    ['events', /1000 events/, /1000 个事件,/],
  ] as const)('says in both languages what there is too much of: %s', (what, en, zh) => {
    const words = inWords({ _tag: 'TrailTooLarge', what, limit: 1_000 })
    expect(words).toMatchObject({ code: 'TRAIL.TOO_LARGE', retryable: false })
    expect(words.en).toMatch(en)
    expect(words.zh).toMatch(zh)
  })

  it('is no tree over ten thousand events, but still has pages', async () => {
    const largest = await viewsOver(2, 5_000)
    expect(await largest.views.trailTree({ caseId: CASE })()).toMatchObject({ _tag: 'Right' })
    const { views } = await viewsOver(1, 10_001)
    expect(await views.trailTree({ caseId: CASE })()).toEqual({
      ...{ _tag: 'Left', left: { _tag: 'TrailTooLarge', what: 'events', limit: 10_000 } },
    })
    expect(await views.trail({ caseId: CASE }, { limit: 1 })()).toMatchObject({ _tag: 'Right' })
  })
})
