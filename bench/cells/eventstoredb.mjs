/**
 * Things asked of the server at ESDB_CONNECTION_STRING again and again, by several subjects in turn. Answers events per
 * second, or streams where whole aggregates are loaded, the CPU time of each, and what `inTurn` says of the first beside
 * the others. They share a process, because they share the code under them, which takes seconds to be compiled.
 * `fixture` is what the fixture cell wrote: what is read.
 */
import { randomUUID } from 'node:crypto'
import { EVENTS_PER_AGGREGATE } from '../lib/eventstoredb/events.mjs'
import { open } from '../lib/eventstoredb/subjects.mjs'
import { inTurn } from '../lib/measure.mjs'

/** Each lane has a stream of its own, and knows where that stands. */
const appending = (lanes, perCall) => (subject) => {
  const run = randomUUID()
  const streams = Array.from({ length: lanes }, (_, lane) => ({ name: `aftersales_return-${run}.${lane}`, head: -1 }))
  return async (isOver) => {
    let events = 0
    const lane = async (stream) => {
      while (!isOver()) {
        await subject.append(stream.name, stream.head, perCall)
        stream.head += perCall
        events += perCall
      }
    }
    await Promise.all(streams.map(lane))
    return events
  }
}

const reading = (expected, read) => (subject, fixture) => async (isOver) => {
  let events = 0
  for (let n = 0; !isOver(); n++) {
    const found = await read(subject, fixture, n)
    if (found !== expected(fixture)) throw new Error(`${found} instead of ${expected(fixture)} events`)
    events += found
  }
  return events
}

const loading = (subject, fixture) => {
  const { aggregates } = fixture
  const load = reading(
    () => EVENTS_PER_AGGREGATE,
    (_, { prefix }, n) => subject.load(`${prefix}${n % aggregates}`),
  )(subject, fixture)
  return async (isOver) => (await load(isOver)) / EVENTS_PER_AGGREGATE
}

const WHAT = {
  'append 1': appending(1, 1),
  'append 64': appending(64, 1),
  'append 100': appending(1, 100),
  stream: reading(
    ({ length }) => length,
    (subject, { long }) => subject.readStream(long),
  ),
  all: reading(
    ({ events }) => events,
    (subject, { after, prefix, events }) => subject.readAll(after, prefix, events),
  ),
  'catch-up': reading(
    ({ events }) => events,
    (subject, { after, prefix, events }) => subject.catchUp(after, prefix, events),
  ),
  load: loading,
  decoded: loading,
}

// Calls of a client take milliseconds at first and a fraction of one in the end.
const FIRST_WARM_UP_MS = 2_000
const WARM_UP_MS = 500

export const measure = async ({ asked, fixture }) => {
  const names = [...new Set(Object.values(asked).flat())]
  const subjects = {}
  for (const name of names) subjects[name] = await open(name, process.env.ESDB_CONNECTION_STRING)
  const answer = {}
  for (const [n, [what, who]] of Object.entries(asked).entries()) {
    const passes = Object.fromEntries(who.map((name) => [name, WHAT[what](subjects[name], fixture)]))
    const measured = await inTurn(passes, n === 0 ? FIRST_WARM_UP_MS : WARM_UP_MS)
    for (const [key, value] of Object.entries(measured)) answer[`${what}, ${key}`] = value
  }
  for (const name of names) await subjects[name].close()
  return answer
}
