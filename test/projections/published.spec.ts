/**
 * What is published: every stored event has an answer, every fact its example. Examples stay byte for byte, as those of
 * stored events do: whoever listens has been built on them. A new fact brings its own: `WRITE_DOCS=1` writes it.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { publishedCodecs, type PublishedEvent, type PublishedType } from 'after-sales'
import { EVENT_TYPES } from '../../src/projections/event-types.js'
import { CHAPTERS, NOT_PUBLISHED, PUBLISHED_FROM, publishedOf } from '../../src/projections/published/index.js'
import { OCCURRED } from './every-event.js'
import { storedFixtures } from './stored-fixtures.js'

const HERE = join('test', 'fixtures')
const LIST = join(HERE, 'published.sha256')
const types = Object.keys(publishedCodecs).sort() as ReadonlyArray<PublishedType>
const fileOf = (type: string): string => join(HERE, 'published', `${type}.json`)
const textOf = (event: unknown): string => `${JSON.stringify(event, null, 2)}\n`
const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

const said = storedFixtures.flatMap((fixture) => {
  const event = publishedOf('main', fixture.seen)
  return event === undefined ? [] : [{ ...fixture, event }]
})
const exampleOf = (type: string): PublishedEvent => said.find(({ event }) => event.type === type)!.event

const writeNew = (): void => {
  for (const type of types)
    if (!existsSync(fileOf(type))) {
      writeFileSync(fileOf(type), textOf(exampleOf(type)))
      writeFileSync(LIST, `${hashOf(fileOf(type))}  published/${type}.json\n`, { flag: 'a' })
    }
}
if (process.env['WRITE_DOCS'] === '1') writeNew()

describe('Every stored event', () => {
  it('is published, or named as not', () => {
    const answered = [...PUBLISHED_FROM, ...NOT_PUBLISHED.flatMap(({ types: own }) => own)]
    expect(answered.sort()).toEqual([...EVENT_TYPES].sort())
  })

  it('says what it says under the codec of its fact, whichever version it was stored in', () => {
    expect(new Set(said.map(({ type }) => type))).toEqual(PUBLISHED_FROM)
    for (const { path, event } of said)
      expect(publishedCodecs[event.type].decode(JSON.parse(JSON.stringify(event.data))), path).toMatchObject({
        _tag: 'Right',
      })
  })
})

describe('A published fact', () => {
  it('is said by some event, once in all chapters', () => {
    expect([...new Set(said.map(({ event }) => event.type))].sort()).toEqual(types)
    expect(Object.values(CHAPTERS).flat()).toHaveLength(types.length)
  })

  it('has a name and a version of its own', () => {
    for (const type of types) expect(type).toMatch(/^after-sales\.[a-z]+\.[a-z_]+\.v[1-9]$/)
  })

  it('is a CloudEvent with the id of the stored event, its case, and the time at which it happened', () => {
    expect(exampleOf('after-sales.refund.payment_reversed.v1')).toMatchObject({
      specversion: '1.0',
      id: '11111111-1111-4111-8111-111111111111',
      source: '/after-sales/main',
      type: 'after-sales.refund.payment_reversed.v1',
      subject: 'RMA-2026-000481',
      time: OCCURRED,
      datacontenttype: 'application/json',
    })
    for (const { event } of said) expect(event.subject).not.toBe('')
  })

  it('holds nothing that people wrote', () => {
    const fields = Object.values(CHAPTERS)
      .flat()
      .flatMap(({ required, optional }) => Object.keys({ ...required, ...optional }))
    expect(fields).not.toContain('note')
    for (const { event } of said) expect(JSON.stringify(event)).not.toMatch(/sealed|"note"|actorId/)
  })

  it.each(types)('%s says the same as in its example', (type) => {
    expect(readFileSync(fileOf(type), 'utf8')).toBe(textOf(exampleOf(type)))
  })

  it('is for ever: no example has changed or vanished, and each is on the list', () => {
    const found = readdirSync(join(HERE, 'published')).map(
      (name) => `${hashOf(join(HERE, 'published', name))}  published/${name}`,
    )
    expect(found.sort()).toEqual(readFileSync(LIST, 'utf8').trimEnd().split('\n').sort())
  })
})

describe('The facts of money', () => {
  it('tell a payment by hand by its proof', () => {
    const byHand = said.find(({ type }) => type === 'RefundLegPaidManually')!.event
    expect(byHand).toMatchObject({ type: 'after-sales.refund.payment_made.v1', data: { how: 'byHand' } })
  })

  it('tell of a credit note what each means of payment pays of each component of each line', () => {
    const { data } = exampleOf('after-sales.refund.calculated.v1') as Extract<
      PublishedEvent,
      { type: 'after-sales.refund.calculated.v1' }
    >
    const byTender = new Map<string, number>()
    for (const { paidBy } of data.lines)
      for (const { tenderId, amounts } of paidBy) {
        const { goods, tax = 0, duty = 0, fee = 0 } = amounts
        byTender.set(tenderId, (byTender.get(tenderId) ?? 0) + goods + tax + duty + fee)
      }
    for (const { tenderId, shipping, shippingTax } of data.shippingPaidBy)
      byTender.set(tenderId, (byTender.get(tenderId) ?? 0) + shipping + shippingTax)
    expect(data.tenders.map(({ tenderId, minor }) => [tenderId, minor])).toEqual([...byTender])
    expect(data.tenders.reduce((sum, { minor }) => sum + minor, 0)).toBe(data.total)
  })

  it('tell of a credit note what whoever funded a discount gets back, beside what is paid', () => {
    const lines = (file: string) =>
      said.flatMap(({ path, event }) =>
        path.endsWith(`RefundReserved/v3/${file}.json`) && event.type === 'after-sales.refund.calculated.v1'
          ? [event.data]
          : [],
      )[0]!
    const [without, funded] = [lines('typical'), lines('with-funders')]
    expect(funded.lines[0]!.funded).toEqual([
      { by: 'platform', minor: 300 },
      { by: 'brand-x', minor: 120 },
    ])
    expect([funded.total, funded.tenders]).toEqual([without.total, without.tenders])
  })
})
