/**
 * What the readers read, under a name of its own: one long stream and many short ones, with nothing in between. Then
 * warms the server up, so that nobody comes first.
 */
import { randomUUID } from 'node:crypto'
import { EVENTS_PER_AGGREGATE } from '../lib/eventstoredb/events.mjs'
import { open } from '../lib/eventstoredb/subjects.mjs'
import { inLanes } from '../lib/lanes.mjs'

const PER_CALL = 100

export const measure = async ({ length, aggregates, warmUp }) => {
  const writer = await open('ours batch', process.env.ESDB_CONNECTION_STRING)
  const run = randomUUID()
  const prefix = `aftersales_return-${run}.`
  const long = `${prefix}long`
  const { position } = await writer.append(`aftersales_request-${run}.before`, -1, 1)
  for (let head = -1; head < length - 1; head += PER_CALL) await writer.append(long, head, PER_CALL)
  for (let n = 0; n < aggregates; n++) await writer.append(`${prefix}${n}`, -1, EVENTS_PER_AGGREGATE)
  await inLanes(64, warmUp, (n) => writer.append(`aftersales_request-${run}.${n}`, -1, 1))
  for (let n = 0; n < aggregates; n++) await writer.load(`${prefix}${n}`)
  await writer.readStream(long)
  await writer.close()
  return { prefix, long, length, aggregates, after: position, events: length + aggregates * EVENTS_PER_AGGREGATE }
}
