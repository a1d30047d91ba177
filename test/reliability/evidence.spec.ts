/** Evidence with a due date: the request waits, and what time does to it is done by the timer, once and for good. */
import { simplePolicy } from 'after-sales/testing'
import { describe, expect, it } from 'vitest'
import { agent, at, customer, refusalOf, storedText, wish } from '../acceptance/shop.js'
import { countOf, DAY, HOUR, MINUTE, statusOf, workersOf, worldOf } from './world.js'

const photo = { evidenceId: 'photo-1', kind: 'photo_of_damage', sha256: 'b'.repeat(64) }
const policy = simplePolicy('EUR', { automatic: [] })

/** A request that waits for a photo until noon of the next day. */
const waiting = async () => {
  const world = worldOf()
  const shop = world.instance({ policy })
  await shop.requests.open(wish('R-1', 3), customer)
  await world.clock.during(shop.requests.submit({ requestId: 'R-1' }, customer))
  const dueAt = at('2026-01-06T12:00:00.000Z')
  const note = 'A photo of the handle, please'
  await shop.requests.askForEvidence({ requestId: 'R-1', asked: ['photo_of_damage'], dueAt, note }, agent)
  return { ...world, shop }
}

describe('A request that waits for evidence', () => {
  it('goes on when it comes, and time does nothing more to it', async () => {
    const { clock, log, shop } = await waiting()
    workersOf(shop)
    expect(await statusOf(shop)).toBe('awaiting_evidence')
    await clock.pass(HOUR)
    await shop.requests.supplyEvidence({ requestId: 'R-1', items: [photo] }, customer)
    expect(await statusOf(shop)).toBe('under_review')
    await clock.pass(3 * DAY)
    expect(await countOf(log, 'RequestExpired')).toBe(0)
  })

  it('expires when nothing comes, once, and its units are free for another request', async () => {
    const { clock, log, shop } = await waiting()
    workersOf(shop)
    workersOf(shop)
    await clock.pass(27 * HOUR - MINUTE)
    expect(await statusOf(shop)).toBe('awaiting_evidence')
    await clock.pass(3 * HOUR)
    expect(await statusOf(shop)).toBe('expired')
    expect([await countOf(log, 'RequestExpired'), await countOf(log, 'UnitsReleased')]).toEqual([1, 1])
    await shop.requests.open(wish('R-2', 3), customer)
    await clock.during(shop.requests.submit({ requestId: 'R-2' }, customer))
    expect((await shop.getCase('R-2')).request.status).toBe('under_review')
  })

  it('expires after a restart, too: what fell due meanwhile is caught up', async () => {
    const { clock, shop, instance } = await waiting()
    await clock.pass(5 * DAY)
    workersOf(instance({ policy }))
    await clock.pass(10 * MINUTE)
    expect(await statusOf(shop)).toBe('expired')
  })

  it('hears what is too late, and what a photo has to be', async () => {
    const { clock, shop } = await waiting()
    await clock.pass(5 * DAY)
    expect(await refusalOf(shop.requests.supplyEvidence({ requestId: 'R-1', items: [photo] }, customer))).toEqual({
      ...{ _tag: 'EvidenceTooLate', dueAt: '2026-01-06T12:00:00.000Z' },
    })
    const items = [{ ...photo, sha256: 'not a hash' }]
    expect(await refusalOf(shop.requests.supplyEvidence({ requestId: 'R-1', items }, customer))).toMatchObject({
      _tag: 'InvalidInput',
    })
  })

  it('keeps the words to the customer sealed', async () => {
    const { log } = await waiting()
    expect((await storedText(log)).join('\n')).not.toContain('handle')
  })
})
