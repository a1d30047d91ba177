/** What others heard: everything that is published, as it stands in the log, in the order of each stream. */
import * as E from 'fp-ts/lib/Either.js'
import { publishedCodecs, publishedOf } from '../../../projections/published/index.js'
import { seenBy } from '../../../runtime/seen-by.js'
import type { FinalCheck } from './log.js'

export const everythingWasTold: FinalCheck = ({ entries, watch, taken }) => {
  const texts = new Map<string, string>()
  const firstAt = new Map<string, number>()
  for (const [place, event] of taken.entries()) {
    const text = JSON.stringify(event)
    if ((texts.get(event.id) ?? text) !== text) watch.broken('the same id is the same fact', event.id)
    if (E.isLeft(publishedCodecs[event.type].decode(event.data))) watch.broken('facts keep their form', text)
    texts.set(event.id, text)
    if (!firstAt.has(event.id)) firstAt.set(event.id, place)
  }
  const lastOf = new Map<string, number>()
  let told = 0
  for (const { stored, logged } of entries) {
    const fact = publishedOf('main', seenBy(logged))
    if (fact === undefined) continue
    told += 1
    const place = firstAt.get(fact.id)
    if (place === undefined || texts.get(fact.id) !== JSON.stringify(fact))
      return watch.broken('everything is told', `${fact.type} ${fact.id}: ${texts.get(fact.id) ?? 'never'}`)
    if (place < (lastOf.get(stored.stream) ?? -1))
      watch.broken('facts of a stream come in its order', `${fact.type} ${fact.id} of ${stored.stream}`)
    lastOf.set(stored.stream, place)
  }
  if (texts.size !== told) watch.broken('nothing else is told', `${texts.size} of ${told}`)
}
