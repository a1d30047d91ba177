/** Who works on a piece of a case, event by event, and where that puts it in the queues. */
import { describe, expect, it } from 'vitest'
import type { Department, Instant } from 'after-sales'
import type { DomainEvent } from '../../src/domain/reactions/index.js'
import { caseFiles, type CaseFile } from '../../src/projections/case-files/case-files.js'
import { inOrder } from '../../src/projections/in-order.js'
import type { WaitingFor } from '../../src/projections/case-files/waiting.js'
import * as evidence from '../../src/testing/builders/evidence.js'
import * as request from '../../src/testing/builders/request.js'
import * as work from '../../src/testing/builders/work.js'
import { seen } from './every-event.js'

const stream = 'aftersales_request-main.r-1'
const at = (n: number): Instant => `2026-03-20T10:00:0${n}.000Z` as Instant

const { of, back: read } = caseFiles.kept!
const keptAndRead = (file: CaseFile): CaseFile => read(JSON.parse(JSON.stringify(of(file))))

/** The row of request r-1 after these events, one a second; what is not told of it is told of its work. */
const after = (...events: ReadonlyArray<{ readonly type: string; readonly data: object }>): CaseFile | undefined =>
  events.reduce<CaseFile | undefined>((file, event, n) => {
    const isWork = event.type.startsWith('Work')
    const [touched, ...others] = caseFiles.touches({
      ...seen(event.type),
      stream: isWork ? 'aftersales_workitem-main.w-1' : stream,
      ...(isWork ? {} : { kind: 'request' as const }),
      event: event as DomainEvent,
      occurredAt: at(n),
    })
    expect([touched!.key, others]).toEqual([stream, []])
    return touched!.change(file === undefined ? undefined : keptAndRead(file))
  }, undefined)

const piece = { kind: 'request', id: 'r-1', department: 'customer_service' } as const
const taken = (by: string, department: Department = piece.department) => work.workTaken({ ...piece, department, by })
const released = work.workReleased({ ...piece, from: 'a-1', by: 'a-1' })
const transferred = work.workTransferred({ ...piece, from: 'a-1', by: 'a-1', to: 'a-2' })

/** Waits for customer service; then for the customer; then for customer service again. */
const toReview = [
  request.requestOpened(),
  request.submissionStarted(),
  request.requestSubmitted(),
  request.requestAssessed(),
]
const toCustomer = evidence.evidenceRequested()
const back = evidence.evidenceSupplied()

const shown = (file: CaseFile | undefined) => [file?.waitingFor, file?.assignedTo, file?.assignedSince]

describe('A piece that somebody takes', () => {
  it('says who works on it, and since when', () => {
    expect(shown(after(...toReview))).toEqual(['customer_service', undefined, undefined])
    expect(shown(after(...toReview, taken('a-1')))).toEqual(['customer_service', 'a-1', at(4)])
  })

  it('says who has it since it was handed over', () =>
    expect(shown(after(...toReview, taken('a-1'), transferred))).toEqual(['customer_service', 'a-2', at(5)]))

  it('is free again when it is released', () => {
    const file = after(...toReview, taken('a-1'), released)
    expect(shown(file)).toEqual(['customer_service', undefined, undefined])
    expect(file).not.toHaveProperty('assignedTo')
  })

  it('stands where it stood: in the same status, as long as before', () => {
    const told = ({ status, since, openedAt, changedAt, state }: CaseFile) => ({
      status,
      since,
      openedAt,
      changedAt,
      state,
    })
    expect(told(after(...toReview, taken('a-1'), transferred, released)!)).toEqual(told(after(...toReview)!))
  })

  it('shows them only while it waits for their department, and again when it comes back', () => {
    expect(shown(after(...toReview, taken('a-1'), toCustomer))).toEqual(['customer', undefined, undefined])
    expect(shown(after(...toReview, taken('a-1'), toCustomer, back))).toEqual(['customer_service', 'a-1', at(4)])
  })

  it('shows those who took it too late for its department only when it comes back', () => {
    const late = after(...toReview, toCustomer, taken('a-1'))
    expect(shown(late)).toEqual(['customer', undefined, undefined])
    expect(shown(after(...toReview, toCustomer, taken('a-1'), back))).toEqual(['customer_service', 'a-1', at(5)])
  })

  it('keeps one person for each department', () => {
    const file = after(...toReview, taken('a-1'), taken('w-1', 'warehouse'))
    expect(shown(file)).toEqual(['customer_service', 'a-1', at(4)])
    expect(file?.holders).toEqual({
      customer_service: { by: 'a-1', since: at(4) },
      warehouse: { by: 'w-1', since: at(5) },
    })
    expect(shown(after(...toReview, taken('a-1'), taken('w-1', 'warehouse'), released))).toEqual([
      ...['customer_service', undefined, undefined],
    ])
  })

  it('that the read model has never seen, is no row', () => expect(after(taken('a-1'))).toBeUndefined())

  it('goes by the name that the host gave it', () => {
    const [touched] = caseFiles.touches({ ...seen('WorkTaken'), event: work.workTaken({ ...piece, id: '#1 / 甲' }) })
    const ofPiece = `aftersales_request-main.~231~20~2F~20~E7~94~B2`
    expect(touched!.key).toBe(ofPiece)
    const file = caseFiles.touches({ ...seen('RequestOpened'), stream: ofPiece })[0]!.change(undefined)
    expect(file!.id).toBe('#1 / 甲')
  })
})

describe('The queues', () => {
  const file = (more: Partial<CaseFile>): CaseFile => {
    const { amount: _, ...opened } = after(...toReview)!
    return { ...opened, ...more }
  }
  const placesOf = (row: CaseFile) =>
    Object.fromEntries(
      ['queues', 'deadlines', 'amounts', 'priorities', 'people'].map((list) => [list, caseFiles.lists[list]!(row)]),
    )
  const mine = { assignedTo: 'a-1', assignedSince: at(9) }
  const service = 'customer_service'

  it('hold a piece among all of its department, and among what is free or what one person holds', () => {
    const since = at(3)
    expect(placesOf(file({}))).toEqual({
      queues: [inOrder(service, 'all', since, 'request', 'r-1'), inOrder(service, 'free', since, 'request', 'r-1')],
      deadlines: [
        inOrder(service, 'all', '~', since, 'request', 'r-1'),
        inOrder(service, 'free', '~', since, 'request', 'r-1'),
      ],
      amounts: [
        inOrder(service, 'all', '~', since, 'request', 'r-1'),
        inOrder(service, 'free', '~', since, 'request', 'r-1'),
      ],
      priorities: [
        inOrder(service, 'all', '3', '~', since, 'request', 'r-1'),
        inOrder(service, 'free', '3', '~', since, 'request', 'r-1'),
      ],
      people: [],
    })
    const held = placesOf(file(mine))
    expect(held['queues']![1]).toBe(inOrder(service, 'held', 'a-1', since, 'request', 'r-1'))
    expect(held['people']).toEqual([inOrder('a-1', since, 'request', 'r-1')])
  })

  it.each<WaitingFor>(['customer', 'carrier', 'provider', 'platform', 'library', 'nobody'])(
    'of departments hold nothing that waits for the %s',
    (waitingFor) => expect(Object.values(placesOf(file({ waitingFor }))).flat()).toEqual([]),
  )

  it.each<readonly [list: string, rows: ReadonlyArray<Partial<CaseFile>>]>([
    ['queues', [{ since: at(1) }, { since: at(2) }, { since: at(3) }]],
    ['deadlines', [{ dueAt: at(1), since: at(3) }, { dueAt: at(2), since: at(1) }, { since: at(0) }]],
    [
      'amounts',
      [
        { amount: { minor: 1_000, currency: 'CNY' } },
        { amount: { minor: 999, currency: 'CNY' }, since: at(1) },
        { amount: { minor: 999, currency: 'CNY' }, since: at(2) },
        { amount: { minor: 5_000_000_000_000_000, currency: 'EUR' } },
        { amount: { minor: 100_000, currency: 'EUR' } },
        { amount: { minor: 0, currency: 'EUR' } },
        {},
      ],
    ],
    [
      'priorities',
      [
        { priority: 'urgent', dueAt: at(8) },
        { priority: 'urgent', since: at(9) },
        { priority: 'high', since: at(1) },
        { priority: 'high', since: at(2) },
        { priority: 'normal', dueAt: at(0), since: at(1) },
      ],
    ],
    [
      'people',
      [
        { ...mine, since: at(1) },
        { ...mine, since: at(2) },
      ],
    ],
  ])('stand in the order of their %s', (list, rows) => {
    const places = rows.map((row) => caseFiles.lists[list]!(file(row))[0]!)
    expect(new Set(places).size).toBe(rows.length)
    expect([...places].sort()).toEqual(places)
  })
})
