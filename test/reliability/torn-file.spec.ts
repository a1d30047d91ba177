/**
 * F17: power fails in the middle of a write, and the file of SQLite's newest commits ends anywhere. The log is then what
 * was whole; nothing half is ever read, and the log goes on from there.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { verifyLog, type EventStore } from 'after-sales'
import { openSqliteEventStore } from 'after-sales/adapters/sqlite'
import { NOW, shopOn, storedText, submitted, wish, customer } from '../acceptance/shop.js'
import { kept } from './world.js'

const openLog = (file: string) => openSqliteEventStore({ file, now: () => NOW })

/** A log whose last commits are in the WAL only, as they are when the machine stops. */
const running = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'after-sales-'))
  const file = join(folder, 'log.db')
  const store = await openLog(file)
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const shop = shopOn(store)
  await submitted(shop, 'R-1', 1, kept)
  await submitted(shop, 'R-2', 1, kept)
  return { folder, file, store }
}

/** Batches by their command: what one append wrote. */
const batchesOf = async (store: EventStore): Promise<ReadonlyArray<string>> => {
  const batches: Array<string> = []
  for await (const delivery of store.all())
    if (delivery._tag === 'Event') {
      const { stream, metadata } = delivery.event
      const batch = `${stream} ${metadata.commandId}`
      if (batches.at(-1) !== batch) batches.push(batch)
    }
  return batches
}

describe('A log whose last writes were torn', () => {
  it('F17: anywhere: holds whole appends from the beginning, proves it, and goes on', async () => {
    const { folder, file, store } = await running()
    const whole = await storedText(store)
    const batches = await batchesOf(store)
    const wal = readFileSync(`${file}-wal`)
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(50_000)
    const torn = join(folder, 'torn.db')
    const kepts = new Set<number>()
    // A prime step meets every part of a frame: its header, its checksum, the page.
    const cuts = Array.from({ length: Math.floor(wal.length / 1_009) + 1 }, (_, n) => n * 1_009)
    for (const length of [...cuts, wal.length]) {
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${torn}${suffix}`, { force: true })
      copyFileSync(file, torn)
      writeFileSync(`${torn}-wal`, wal.subarray(0, length))
      const restored = await openSqliteEventStore({ file: torn, now: () => NOW })
      const found = await storedText(restored)
      expect(found, `cut at ${length}`).toEqual(whole.slice(0, found.length))
      const left = await batchesOf(restored)
      expect(left, `cut at ${length}`).toEqual(batches.slice(0, left.length))
      expect(E.isRight(await verifyLog(restored))).toBe(true)
      kepts.add(found.length)
      if (length % 10 === 0) await shopOn(restored).requests.open(wish('R-new', 1), customer)
      await restored.close()
    }
    expect(kepts.size).toBeGreaterThan(5)
    expect(kepts).toContain(whole.length)
  }, 60_000)
})
