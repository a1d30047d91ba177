/**
 * Whether the store on EventStoreDB holds on to what it should let go: `npm run soak -- --minutes 60` appends, reads and
 * follows for so long, with connections cut now and then, and measures memory after collections of garbage. It fails
 * where that still grows in the second half, where calls stay open at the server or handles here, or where a follower
 * missed an event or got one twice. The server is the double of our tests in a process of its own, or the one that
 * ESDB_CONNECTION_STRING names. `--leak 200` keeps so many bytes of every call, to see that it is found.
 */
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { install } from './prepare.mjs'

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seconds: { type: 'string' },
    'per-second': { type: 'string', default: '400' },
    leak: { type: 'string', default: '0' },
    serve: { type: 'boolean', default: false },
  },
})
const seconds = options.seconds === undefined ? Number(options.minutes) * 60 : Number(options.seconds)
const perSecond = Number(options['per-second'])
const leak = Number(options.leak)

/** Streams begin anew after so many events, as ours rarely grow longer. */
const EVENTS_PER_STREAM = 40
const LANES = 16
/** Any object that a call leaves behind is larger. */
const BYTES_PER_CALL = 16
/** The moods of the compiler and of the client, whatever the time. */
const MOODS_BYTES = 2_097_152
/** What a follower and the appends in batches have open at the server. */
const CALLS_AT_REST = 2
/** How long a follower may be behind the last append. */
const FOLLOWS_WITHIN_MS = 20_000
const KIBIBYTE = 1_024
const MEBIBYTE = 1_048_576

/** The double, told from outside what a network does. */
const serve = async () => {
  const { startDouble } = await import('../test/support/eventstoredb/index.ts')
  const double = await startDouble()
  process.on('message', (ask) => {
    if (ask === 'cut') double.resetConnections()
    process.send({ openCalls: double.openCalls() })
  })
  // It ends with whoever started it.
  process.on('disconnect', () => process.exit(0))
  process.send({ connectionString: double.connectionString })
}

const startServer = async () => {
  const real = process.env.ESDB_CONNECTION_STRING
  if (real !== undefined) return { connectionString: real, stop: () => undefined }
  const child = fork(fileURLToPath(import.meta.url), ['--serve'], {
    // It keeps the whole log in memory.
    execArgv: ['--import', 'tsx', '--max-old-space-size=8192'],
  })
  const [{ connectionString }] = await once(child, 'message')
  const ask = async (what) => {
    child.send(what)
    const [{ openCalls }] = await once(child, 'message')
    return openCalls
  }
  return { connectionString, cut: () => ask('cut'), openCalls: () => ask('count'), stop: () => child.disconnect() }
}

const rightOf = (answer) => {
  if (answer._tag === 'Left') throw new Error(JSON.stringify(answer.left))
  return answer.right
}

const metadata = {
  ...{ $correlationId: 'request-1', $causationId: 'command-1', commandId: 'command-1', commandDigest: 'd'.repeat(64) },
  ...{ actorKind: 'warehouse', actorId: 'dock-2', authority: 'warehouse', channel: 'api', tenant: 'main' },
  ...{ schemaVersion: '1', occurredAt: '2026-11-23T09:30:00.000Z', link: '0'.repeat(64) },
}
const data = JSON.stringify({ returnId: 'r-1', lines: [{ lineId: 'mug', quantity: 2 }], note: 'n'.repeat(400) })
const eventOf = () => ({ id: randomUUID(), type: 'ParcelReceived', data, metadata })

/** Appends and reads in turn on streams of its own; half the lanes in batches. Stands still while `gate` is closed. */
const lane = async ({ stores, run, number, gate, count, isOver, kept }) => {
  const store = number % 2 === 0 ? stores.single : stores.batch
  for (let name, head = EVENTS_PER_STREAM; !isOver();) {
    await gate.pass()
    const since = performance.now()
    if (head >= EVENTS_PER_STREAM - 1) {
      name = `aftersales_return-${run}.${randomUUID()}`
      head = -1
    }
    const { revision } = rightOf(await store.append(name, head < 0 ? 'no_stream' : head, [eventOf()])())
    head = revision
    count.appended += 1
    const slice = rightOf(await store.read(name, Math.max(0, head - 5))())
    if (slice.head !== head) throw new Error(`${name} stands at ${slice.head} and not at ${head}`)
    count.calls += 2
    if (leak > 0) kept.push(new Uint8Array(2 * leak))
    gate.leave()
    await sleep(Math.max(0, (2_000 * LANES) / perSecond - (performance.now() - since)))
  }
}

/** The whole run, by followers who leave every few seconds, each going on where the one before stopped. */
const followers = async ({ store, prefix, count, isDone, secondsEach }) => {
  const heads = new Map()
  let after
  while (!isDone()) {
    const leaving = new AbortController()
    const timer = setTimeout(() => leaving.abort(), secondsEach * 1_000)
    const from = after === undefined ? {} : { after }
    for await (const delivery of store.all({ ...from, prefixes: [prefix], follow: true, signal: leaving.signal })) {
      if (delivery._tag === 'Failed') throw new Error(JSON.stringify(delivery.error))
      if (delivery._tag === 'Checkpoint') after = delivery.position
      if (delivery._tag === 'Reconnected') count.reconnected += 1
      if (delivery._tag !== 'Event') continue
      const { stream, revision, position } = delivery.event
      if (revision !== (heads.get(stream) ?? -1) + 1)
        throw new Error(`${stream}: ${revision} after ${heads.get(stream)}`)
      if (revision >= EVENTS_PER_STREAM - 1) heads.delete(stream)
      else heads.set(stream, revision)
      after = position
      count.followed += 1
      if (isDone()) break
    }
    clearTimeout(timer)
  }
}

/** Lets those in work finish and the others wait, so that a measurement finds nothing under way. */
const gateFor = () => {
  let inside = 0
  let opened = Promise.resolve()
  let open = () => undefined
  return {
    pass: async () => {
      await opened
      inside += 1
    },
    leave: () => (inside -= 1),
    close: async () => {
      opened = new Promise((resolve) => (open = resolve))
      while (inside > 0) await sleep(5)
    },
    open: () => open(),
  }
}

/** Of values over x: what a line through them rises from the first to the last. */
const growth = (points) => {
  const mean = (key) => points.reduce((sum, point) => sum + point[key], 0) / points.length
  const [x, y] = [mean('calls'), mean('memory')]
  const over = points.reduce((sum, point) => sum + (point.calls - x) * (point.memory - y), 0)
  const under = points.reduce((sum, point) => sum + (point.calls - x) ** 2, 0)
  return (over / under) * (points.at(-1).calls - points[0].calls)
}

/** What leaks never comes back to the least that there was; what is just being opened or closed does. */
const verdict = (samples) => {
  const before = samples.slice(0, samples.length >> 1)
  const half = samples.slice(samples.length >> 1)
  const limit = MOODS_BYTES + BYTES_PER_CALL * (half.at(-1).calls - half[0].calls)
  const least = (key) => Math.min(...half.map((sample) => sample[key]))
  return {
    'memory grown in the second half, KiB': [growth(half) / KIBIBYTE, limit / KIBIBYTE],
    'open calls': [least('openCalls'), CALLS_AT_REST],
    'open handles': [least('handles'), Math.max(...before.map(({ handles }) => handles))],
  }
}

const soak = async () => {
  if (!install()) return false
  // Imported late: it has just been installed.
  const { tsImport } = await import('tsx/esm/api')
  const { openEventStoreDb } = await tsImport('../src/adapters/eventstoredb/index.ts', import.meta.url)
  const server = await startServer()
  const { connectionString } = server
  const stores = {
    single: await openEventStoreDb({ connectionString }),
    batch: await openEventStoreDb({ connectionString, appends: 'batch' }),
  }
  const run = randomUUID()
  const count = { calls: 0, appended: 0, followed: 0, reconnected: 0, cuts: 0 }
  const gate = gateFor()
  const kept = []
  const end = performance.now() + seconds * 1_000
  const isOver = () => performance.now() >= end
  const every = Math.max(0.5, seconds / 60)

  const samples = []
  const sample = async () => {
    await gate.close()
    await sleep(50)
    for (let n = 0; n < 3; n++) {
      globalThis.gc()
      await sleep(5)
    }
    const handles = process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length
    const { heapUsed, external } = process.memoryUsage()
    samples.push({
      calls: count.calls,
      memory: heapUsed + external,
      handles,
      openCalls: (await server.openCalls?.()) ?? 0,
    })
    gate.open()
  }
  const watch = async () => {
    while (!isOver()) {
      await sleep(every * 1_000)
      // Cut in the middle of work, well before the next look.
      if (samples.length % 3 === 1 && server.cut !== undefined) {
        await server.cut()
        count.cuts += 1
        await sleep(500)
      }
      await sample()
    }
  }
  const secondsEach = every * 1.7
  const work = { stores, run, gate, count, isOver, kept }
  let givenUp = Infinity
  const isDone = () => performance.now() > givenUp || (givenUp < Infinity && count.followed >= count.appended)
  const lanes = async () => {
    await Promise.all(Array.from({ length: LANES }, (_, number) => lane({ ...work, number })))
    givenUp = performance.now() + FOLLOWS_WITHIN_MS
  }
  await Promise.all([
    lanes(),
    followers({ store: stores.single, prefix: `aftersales_return-${run}.`, count, isDone, secondsEach }),
    watch(),
  ])
  await Promise.all([stores.single.close(), stores.batch.close()])
  await sleep(100)
  const left = (await server.openCalls?.()) ?? 0
  server.stop()

  const { calls, appended, followed, reconnected, cuts } = count
  const checks = {
    ...verdict(samples),
    'open calls after closing': [left, 0],
    'events that no follower has seen': [appended - followed, 0],
  }
  const told = [samples[0], samples[samples.length >> 1], samples.at(-1)]
  const memory = told.map((sample) => (sample.memory / MEBIBYTE).toFixed(1)).join(', ')
  console.log(
    `${seconds} s: ${calls} calls, ${appended} events appended and ${followed} followed, ${cuts} cuts, ` +
      `${reconnected} times reconnected; memory at first, half-way, at last: ${memory} MiB`,
  )
  for (const [words, [value, limit]] of Object.entries(checks))
    console.log(`${value <= limit ? 'ok    ' : 'FAILED'}  ${words}: ${value.toFixed(0)} (at most ${limit.toFixed(0)})`)
  return Object.values(checks).every(([value, limit]) => value <= limit)
}

if (options.serve) await serve()
else process.exitCode = (await soak()) ? 0 : 1
