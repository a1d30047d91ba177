/**
 * The command as a process of its own, which is killed while it rebuilds, alone and in threads: whoever comes next, the
 * command or a worker, makes the rows that the log says.
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../runtime/workers/background.js'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'tsdown'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simulatedOrders } from 'after-sales/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqliteEventStore, openSqliteReadModelStore } from '../../src/adapters/sqlite/index.js'
import type { StoredEvent } from '../../src/ports/event-store.js'
import { NOW, order, shopOn, submitted } from '../acceptance/shop.js'
import { filesOf, inShop, runOn, type ShopFiles } from './shop-files.js'

const FOLDER = fileURLToPath(new URL(`../../node_modules/.cache/after-sales/cli-${process.pid}`, import.meta.url))
const COMMAND = join(FOLDER, 'dist/cli/main.js')

/** Some more than two commits of a build. */
const CASES = 620
let log: Buffer

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, 'package.json'), '{ "type": "module", "version": "1.2.3" }')
  await build({
    ...{ config: false, outDir: join(FOLDER, 'dist'), format: 'esm', fixedExtension: false, dts: false },
    ...{ entry: { 'cli/main': fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url)) }, logLevel: 'error' },
  })
  const orderIds = Array.from({ length: CASES }, (_, n) => `#${n}`)
  const memory = memoryEventStore({ now: () => NOW })
  const shop = shopOn(memory, { orders: simulatedOrders(...orderIds.map((orderId) => order({ orderId }))) })
  for (const orderId of orderIds) await submitted(shop, `R-${orderId}`, 1, { orderId, remedy: 'refund_only' })
  const streams = new Map<string, Array<StoredEvent>>()
  for await (const delivery of memory.all())
    if (delivery._tag === 'Event') {
      const { event } = delivery
      streams.set(event.stream, [...(streams.get(event.stream) ?? []), event])
    }
  const file = join(FOLDER, 'log.db')
  const store = await openSqliteEventStore({ file, now: () => NOW })
  const all = await Promise.all([...streams].map(([stream, events]) => store.append(stream, 'no_stream', events)()))
  await store.close()
  expect(all.filter(({ _tag }) => _tag === 'Left')).toEqual([])
  log = readFileSync(file)
}, 160_000)
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

/** The history in a file, and no rows. */
const largeShop = (): ShopFiles => {
  const files = filesOf()
  writeFileSync(files.log, log)
  return files
}

const started = ({ env }: ShopFiles, ...args: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, ['--no-warnings', COMMAND, ...args], { env: { ...process.env, ...env } })
  return { child, ended: once(child, 'exit') }
}

const typed = ({ env }: ShopFiles, ...args: ReadonlyArray<string>) =>
  promisify(execFile)(process.execPath, ['--no-warnings', COMMAND, ...args], { env: { ...process.env, ...env } })

/** Whether a build, or a share of it, has committed anything. */
const hasBegun = async ({ rows }: ShopFiles, name: string): Promise<boolean> => {
  const store = await openSqliteReadModelStore({ file: rows })
  const stored = await store.checkpoint(name)()
  await store.close()
  return stored._tag === 'Right' && stored.right._tag === 'Some' && stored.right.value.value.includes('position')
}

/** In the middle: something was committed, and not all. */
const killed = async (files: ShopFiles, name: string, ...args: ReadonlyArray<string>): Promise<void> => {
  const { child, ended } = started(files, 'rebuild', ...args)
  await until(() => hasBegun(files, name))
  expect(child.exitCode).toBe(null)
  child.kill('SIGKILL')
  await ended
  // Its lease is over after some seconds; nobody wants to wait for them here.
  const store = await openSqliteReadModelStore({ file: files.rows })
  const held = await store.checkpoint('lease projections@main')()
  if (held._tag === 'Right' && held.right._tag === 'Some')
    await store.commit({
      name: 'lease projections@main',
      expected: held.right.value.version,
      checkpoint: '',
      changes: [],
    })()
  await store.close()
}

const WHOLE = 'build doings@1@main'
const SHARE = 'build doings@1@main 1/2'

describe('A rebuild that is killed', () => {
  it.each([
    ['alone, and the command again', WHOLE, [], []],
    ['in threads, and the command again, alone', SHARE, ['--parts', '2'], []],
  ])(
    '%s: the rows are what the log says',
    async (_, name, first, second) => {
      const files = largeShop()
      await killed(files, name, ...first)
      const { stdout, stderr } = await typed(files, 'rebuild', ...second)
      expect([stdout, stderr]).toEqual([expect.stringContaining('made anew: '), ''])
      expect((await runOn(files, ['verify-read-models'])).out).toContain('all rows are what the log says')
    },
    60_000,
  )

  it('in threads, and a worker next: the rows are what the log says', async () => {
    const files = largeShop()
    await killed(files, SHARE, '--parts', '2')
    await inShop(files, () => Promise.resolve(), {}, ['projections'])
    expect((await runOn(files, ['verify-read-models'])).out).toContain('all rows are what the log says')
  }, 60_000)
})

describe('Ctrl-C', () => {
  it('ends a rebuild in good order, with its stores closed', async () => {
    const files = largeShop()
    const { child, ended } = started(files, 'rebuild', '--parts', '2')
    await until(() => hasBegun(files, SHARE))
    child.kill('SIGINT')
    expect(await ended).toEqual([1, null])
    expect((await typed(files, 'rebuild')).stderr).toBe('')
  }, 60_000)
})
