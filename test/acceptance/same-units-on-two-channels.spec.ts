/** Killer case 1: web and phone claim the same units in the same second. */
import { describe, expect, it } from 'vitest'
import type { AfterSalesError, EventStore } from 'after-sales'
import { simplePolicy } from 'after-sales/testing'
import { agent, customer, refusalOf, shopOn, storedText, stores, wish, type Shop } from './shop.js'

type Channel = 'web' | 'phone'
const bothChannels: ReadonlyArray<Channel> = ['web', 'phone']

/**
 * Two processes, one step at a time: whoever wants to read or write the entitlement waits until neither runs, and then the
 * script says whose turn it is. What the script leaves open goes to the web; where there was a choice is told afterwards.
 */
const oneAtATime = (script: ReadonlyArray<Channel>) => {
  const waiting = new Map<Channel, () => void>()
  const running = new Set<Channel>(bothChannels)
  const turns: Array<Channel> = []
  const choices: Array<number> = []
  const next = () => {
    if (running.size > 0 || waiting.size === 0) return
    const [only] = waiting.keys()
    if (waiting.size === 2) choices.push(turns.length)
    const channel = waiting.size === 1 ? only! : (script[turns.length] ?? 'web')
    turns.push(channel)
    const go = waiting.get(channel)!
    waiting.delete(channel)
    running.add(channel)
    go()
  }
  const gate = (channel: Channel): Promise<void> =>
    new Promise((go) => {
      waiting.set(channel, go)
      running.delete(channel)
      next()
    })
  const ended = (channel: Channel) => {
    running.delete(channel)
    next()
  }
  return { turns, choices, gate, ended }
}

describe.each(stores)('An order line of 3, claimed for 2 on the web and for 2 on the phone ($name)', ({ open }) => {
  /** The web wants to return 2, the phone to exchange 2, on two instances that know nothing of each other. */
  const raced = async (script: ReadonlyArray<Channel>) => {
    const store = await open()
    const { turns, choices, gate, ended } = oneAtATime(script)
    let isRace = false
    const seenBy = (channel: Channel): EventStore => {
      const inTurn =
        <A>(stream: string, use: () => Promise<A>) =>
        async () => {
          if (isRace && stream.includes('entitlement')) await gate(channel)
          return use()
        }
      return {
        ...store,
        read: (stream, from, limit) => inTurn(stream, store.read(stream, from, limit)),
        append: (stream, expected, events) => inTurn(stream, store.append(stream, expected, events)),
      }
    }
    const policy = simplePolicy('EUR', { remedies: ['return_refund', 'refund_only', 'exchange'] })
    const web = shopOn(seenBy('web'), { policy })
    const phone = shopOn(seenBy('phone'), { policy, orders: web.orders, keyRing: web.keyRing })
    await web.requests.open(wish('R-web', 2), customer)
    await phone.requests.open(wish('R-phone', 2, { remedy: 'exchange' }), agent)
    isRace = true
    const refused = new Map<Channel, AfterSalesError>()
    const submit = async (shop: Shop, channel: Channel) => {
      await shop.requests
        .submit({ requestId: `R-${channel}` }, channel === 'web' ? customer : agent)
        .catch((cause: { error: AfterSalesError }) => void refused.set(channel, cause.error))
      ended(channel)
    }
    await Promise.all([submit(web, 'web'), submit(phone, 'phone')])
    isRace = false
    return { store, web, phone, refused, turns, choices }
  }
  type Raced = Awaited<ReturnType<typeof raced>>

  /** Every order in which the steps of the two can follow each other. */
  async function* interleavings(): AsyncGenerator<Raced> {
    const scripts: Array<ReadonlyArray<Channel>> = [[]]
    for (let script = scripts.pop(); script !== undefined; script = scripts.pop()) {
      const race = await raced(script)
      yield race
      for (const place of race.choices)
        if (place >= script.length) scripts.push([...race.turns.slice(0, place), 'phone'])
    }
  }

  /** How many units the two held, after each event that ever was. */
  const heldOverTime = async (store: EventStore): Promise<ReadonlyArray<number>> => {
    let held = 0
    return (await storedText(store)).map((text) => {
      const { type, data } = JSON.parse(text) as { type: string; data: string }
      const { lines = [] } = JSON.parse(data) as { lines?: ReadonlyArray<{ quantity: number }> }
      const units = lines.reduce((sum, { quantity }) => sum + quantity, 0)
      if (type === 'UnitsReserved') held += units
      if (type === 'UnitsReleased') held -= units
      return held
    })
  }
  const resubmitted = async ({ web, phone, refused }: Raced) => {
    const [loser] = refused.keys()
    const [shop, by, requestId] = loser === 'web' ? [web, customer, 'R-web'] : [phone, agent, 'R-phone']
    await shop.requests.edit({ requestId, lines: [{ lineId: 'mug', quantity: 1, reason: 'CM_CHANGED_MIND' }] }, by)
    return shop.requests.submit({ requestId }, by)
  }

  it('gives the units to one of them and tells the other how many are free, in every order of their steps', async () => {
    const losers = new Set<Channel>()
    let count = 0
    for await (const { store, web, refused } of interleavings()) {
      count += 1
      for (const channel of refused.keys()) losers.add(channel)
      expect([...refused.values()]).toEqual([{ _tag: 'UnitsAlreadyClaimed', lineId: 'mug', asked: 2, free: 1 }])
      expect((await web.getOrder('#1001')).lines).toMatchObject([{ held: 2, returned: 0, kept: 0 }])
      expect(Math.max(...(await heldOverTime(store)))).toBe(2)
    }
    // The first commit wins, and either may be first.
    expect([...losers].sort()).toEqual(['phone', 'web'])
    // Both read and both append: six orders at least.
    expect(count).toBeGreaterThanOrEqual(6)
  })

  it('lets the second ask again for the one that is free, in every order of their steps; never are 4 claimed', async () => {
    for await (const race of interleavings()) {
      expect((await resubmitted(race)).state.status).toBe('under_review')
      expect((await race.web.getOrder('#1001')).lines).toMatchObject([{ held: 3, returned: 0, kept: 0 }])
      expect(Math.max(...(await heldOverTime(race.store)))).toBe(3)
    }
  })

  it('lets nobody have a fourth', async () => {
    const race = await raced([])
    await resubmitted(race)
    await race.web.requests.open(wish('R-third', 1), agent)
    const third = race.web.requests.submit({ requestId: 'R-third', evenIfAlike: true }, agent)
    expect(await refusalOf(third)).toMatchObject({ _tag: 'UnitsAlreadyClaimed', free: 0 })
    await race.web.requests.open(wish('R-fourth', 4), customer)
    expect(await refusalOf(race.web.requests.submit({ requestId: 'R-fourth' }, customer))).toEqual({
      _tag: 'ExceedsOrdered',
      lineId: 'mug',
      asked: 4,
      ordered: 3,
    })
  })
})
