/**
 * Several processes on one file of rows, and processes that die at any moment: each version of a checkpoint was won once,
 * and the rows are those of that version, no more and no less.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { checkpoint, get, range } from '../../../src/testing/read-model-store-contract/sample.js'
import { builtProgram } from './built-program.js'
import { database } from './database.js'
import { openReadModels } from './read-models.js'
import { temporaryFile } from './temporary.js'

const WRITER = builtProgram('read-model-writer')

/** The process that was told it had won a version, by version. */
type Acknowledged = Map<number, Array<string>>

const startWriter = (file: string, name: string, commits: number, acknowledged: Acknowledged) => {
  const child = spawn(process.execPath, ['--no-warnings', WRITER, file, name, String(commits)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
  const lines = createInterface(child.stdout)
  const ready = once(lines, 'line')
  lines.on('line', (line) => {
    const [winner = '', version = ''] = line.split(' ')
    if (version !== '') acknowledged.set(Number(version), [...(acknowledged.get(Number(version)) ?? []), winner])
  })
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')])
  return { child, ready: Promise.race([ready, ended]), ended, errors: () => errors }
}

/** Answers the version that the file is at. */
const checkRows = async (file: string, acknowledged: Acknowledged): Promise<number> => {
  const store = await openReadModels(file)
  const version = (await checkpoint(store))?.version ?? 0
  expect((await get(store, 'count'))?.value).toBe(String(version))
  for (const [won, winners] of acknowledged) {
    expect(won).toBeLessThanOrEqual(version)
    expect(winners).toEqual([(await get(store, `version ${won}`))?.value])
  }
  const opened = database(file)
  expect(opened.prepare('SELECT count(*) AS rows FROM rows').get()).toEqual({ rows: version + 1 })
  expect(opened.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  opened.close()
  return version
}

describe('Several processes on one file of rows', () => {
  it('move a checkpoint one after the other: no version is won twice, and none is lost', async () => {
    const file = temporaryFile()
    const acknowledged: Acknowledged = new Map()
    const writers = ['a', 'b', 'c'].map((name) => startWriter(file, name, 200, acknowledged))
    await Promise.all(writers.map(({ ended }) => ended))
    expect(writers.map(({ errors }) => errors())).toEqual(['', '', ''])
    expect(acknowledged.size).toBe(600)
    expect(await checkRows(file, acknowledged)).toBe(600)
  }, 30_000)
})

const KILLS = 30
const LIVES_AT_ONCE = 2

describe('A process that is killed while it moves a checkpoint', () => {
  it(`leaves rows and checkpoint of one and the same version (${KILLS} kills)`, async () => {
    const file = temporaryFile()
    const acknowledged: Acknowledged = new Map()
    let kills = 0
    const live = async (name: string): Promise<void> => {
      while (kills < KILLS) {
        const writer = startWriter(file, `${name}.${kills}`, 1_000_000, acknowledged)
        await writer.ready
        await pause(5 + 55 * Math.random())
        writer.child.kill('SIGKILL')
        await writer.ended
        expect(writer.errors()).toBe('')
        kills += 1
      }
    }
    await Promise.all(range(0, LIVES_AT_ONCE).map((n) => live(`writer${n}`)))
    expect(acknowledged.size).toBeGreaterThan(0)
    expect(await checkRows(file, acknowledged)).toBeGreaterThan(0)
  }, 60_000)
})
