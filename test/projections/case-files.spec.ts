/** What belongs to a case, and where it stands: as the aggregates themselves say. */
import { describe, expect, it } from 'vitest'
import type { Instant } from 'after-sales'
import type { DomainEvent } from '../../src/domain/reactions/index.js'
import { Request } from '../../src/domain/request/index.js'
import { caseFiles, type CaseFile } from '../../src/projections/case-files/case-files.js'
import { inOrder } from '../../src/projections/in-order.js'
import * as request from '../../src/testing/builders/request.js'
import { OCCURRED, seen } from './every-event.js'

const stream = 'aftersales_request-main.r-1'
const at = (n: number): Instant => `2026-03-20T10:00:0${n}.000Z` as Instant
const { of, back } = caseFiles.kept!
const after = (...events: ReadonlyArray<{ readonly type: string; readonly data: object }>): CaseFile =>
  events.reduce<CaseFile | undefined>(
    (file, event, n) =>
      caseFiles
        .touches({ ...seen(event.type), stream, kind: 'request', event: event as DomainEvent, occurredAt: at(n) })[0]!
        // Kept and read again between any two events.
        .change(file === undefined ? undefined : back(JSON.parse(JSON.stringify(of(file))))),
    undefined,
  )!

const story = [
  request.requestOpened(),
  request.submissionStarted(),
  request.requestSubmitted(),
  request.requestAssessed(),
  request.requestApproved(),
  request.remediesStarted(),
  request.refundDue(),
]

describe('The file of a request', () => {
  it('has the status that the request itself has, after every event', () => {
    for (let n = 1; n <= story.length; n++) {
      const events = story.slice(0, n)
      const state = events.reduce((s, event) => Request.evolve(s, event as never), Request.initial)
      expect(after(...events).status).toBe(state.status)
      expect(after(...events).state).toEqual(state)
    }
  })

  it('says since when it stands there, when it was opened and when anything happened last', () => {
    const { openedAt, since, changedAt, status } = after(...story)
    expect([openedAt, since, changedAt, status]).toEqual([at(0), at(5), at(6), 'in_progress'])
  })

  it('stands with its case, and in the lists of its order, customer and status', () => {
    const file = after(...story)
    const places = Object.fromEntries(Object.entries(caseFiles.lists).map(([list, placesIn]) => [list, placesIn(file)]))
    expect(caseFiles.order.place(file)).toBe(inOrder(file.caseId, '', 'request', 'r-1'))
    expect(places['orders']![0]!.startsWith(inOrder(file.orderId!))).toBe(true)
    expect(places['customers']![0]!.startsWith(inOrder(file.customerId!))).toBe(true)
    expect(places['statuses']).toEqual([inOrder('in_progress', at(5))])
  })
})

it('A refund stands with its case alone', () => {
  const file = caseFiles
    .touches(seen('RefundProposed', {}, { stream: 'aftersales_refund-main.f-1' }))[0]!
    .change(undefined)!
  expect(file).toMatchObject({ kind: 'refund', status: 'proposed', openedAt: OCCURRED })
  expect(Object.values(caseFiles.lists).flatMap((placesIn) => placesIn(file))).toEqual([])
  expect(caseFiles.order.place(file).startsWith(inOrder(file.caseId))).toBe(true)
})

it('What happens to a request from elsewhere does not take it out of its case', () => {
  const opened = after(request.requestOpened())
  const merged = seen('DuplicateMerged', { from: 'R-9' }, { stream })
  const metadata = { ...merged.metadata, $correlationId: 'R-9' }
  const file = caseFiles.touches({ ...merged, kind: 'request', metadata })[0]!.change(opened)!
  expect(file).toMatchObject({ caseId: opened.caseId, id: opened.id })
  expect(caseFiles.order.place(file)).toBe(caseFiles.order.place(opened))
})

it('The file of a strange name has the name that people know', () => {
  const file = caseFiles
    .touches(seen('RefundProposed', {}, { stream: 'aftersales_refund-main.~231' }))[0]!
    .change(undefined)!
  expect(file.id).toBe('#1')
})
