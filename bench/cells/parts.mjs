/**
 * What each step costs per event, in nanoseconds: over the events, commands and states of real cases. Deciders are
 * watched while the cases run, so that every decision is repeated on the very state on which it was made.
 */
import { Entitlement, memoryKeyRing, randomIds, Refund, Request, Return } from '../lib/library.mjs'
import { nanosPerItem } from '../lib/measure.mjs'
import { openShop } from '../lib/ours.mjs'
import { internalsFile } from '../lib/paths.mjs'
import { hostSteps, NOTE } from '../lib/shop.mjs'

const internals = await import(internalsFile)
const { aggregates, commandDigest, eventId, genesisLink, linkAfter, openPersonal, reactionCommandId, sealPersonal } =
  internals

/** Decisions made while the cases run: `[decider, command, state]`. */
const watched = async (shop, cases) => {
  const decisions = []
  const restore = [Entitlement, Refund, Request, Return].map((decider) => {
    const { decide } = decider
    decider.decide = (command) => (state) => {
      decisions.push([decider, command, state])
      return decide(command)(state)
    }
    return () => (decider.decide = decide)
  })
  for (let n = 0; n < cases; n++) await shop.runCase(n, true)
  restore.forEach((undo) => undo())
  return decisions
}

const kindOf = (stream) => stream.slice('aftersales_'.length, stream.indexOf('-'))

const storedEvents = async (shop) => {
  const events = []
  for await (const delivery of shop.store.all()) {
    if (delivery._tag !== 'Event') continue
    const { event } = delivery
    const aggregate = aggregates[kindOf(event.stream)]
    const data = JSON.parse(event.data)
    const version = Number(event.metadata.schemaVersion)
    events.push({
      ...event,
      text: event.data,
      data,
      aggregate,
      codec: aggregate.events.family(event.type).codecOf(version),
      version,
    })
  }
  return events
}

const byStream = (events) => {
  const streams = new Map()
  for (const event of events) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event])
  return [...streams.values()]
}

const sealing = async (cases) => {
  const keyRing = memoryKeyRing()
  const family = aggregates.request.events.family('RequestOpened')
  const place = {
    tenant: 'main',
    stream: 'aftersales_request-main.1',
    eventId: randomIds.uuid(),
    type: 'RequestOpened',
  }
  const note = { _tag: 'Clear', subject: 'customer-1', value: { note: NOTE } }
  const sealed = await sealPersonal(keyRing, randomIds, family, place, { note })
  const repeat = async (task) => {
    for (let i = 0; i < cases; i++) await task()
  }
  return {
    seal: await nanosPerItem(cases, () => repeat(() => sealPersonal(keyRing, randomIds, family, place, { note }))),
    unseal: await nanosPerItem(cases, () => repeat(() => openPersonal(keyRing, family, place, sealed.right))),
  }
}

export const measure = async ({ cases }) => {
  const shop = await openShop('memory')
  const decisions = await watched(shop, cases)
  const events = await storedEvents(shop)
  const streams = byStream(events)
  const count = events.length
  const each = (task) =>
    nanosPerItem(count, () => {
      for (let i = 0; i < count; i++) task(events[i])
    })
  const inputs = hostSteps('request-1', '#1', '7b0c2f3e-94d5-5c43-8f6f-2f5b9d1f0a61', true)

  return {
    events: count,
    decisions: decisions.length,
    parse: await each((e) => JSON.parse(e.text)),
    decodeIoTs: await each((e) => e.codec.decode(e.data)),
    decode: await each((e) => e.aggregate.events.decode(e.type, e.version, e.data)),
    fold: await nanosPerItem(count, () => {
      for (const stream of streams) {
        const { evolve, initial } = stream[0].aggregate.decider
        let state = initial
        for (const event of stream) state = evolve(state, event)
      }
    }),
    decide: await nanosPerItem(decisions.length, () => {
      for (const [decider, command, state] of decisions) decider.decide(command)(state)
    }),
    digest: await nanosPerItem(decisions.length, () => {
      for (const [, { type, actor, data }] of decisions) commandDigest('aftersales_request-main.1', type, actor, data)
    }),
    eventId: await each((e) => eventId('main', e.stream, e.metadata.commandId, 0)),
    commandId: await each((e) => reactionCommandId(e.id, 'submit-request', 0)),
    stringify: await each((e) => JSON.stringify(e.data)),
    link: await nanosPerItem(count, () => {
      for (const stream of streams) {
        let link = genesisLink('main', stream[0].stream)
        for (const e of stream) link = linkAfter(link, e.id, e.revision, e.type, e.text, e.metadata)
      }
    }),
    ...(await sealing(cases)),
    host: inputs.length,
  }
}
