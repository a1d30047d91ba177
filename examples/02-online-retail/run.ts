/**
 * A whole run, whatever store it is on: the files are imported, the log is opened again, and every penny of it compared.
 * Example 02 runs it on SQLite, example 04 on EventStoreDB. Read on in `import.ts`, then `cases.ts`.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as E from 'fp-ts/lib/Either.js'
import { verifyLog, type EventStore } from 'after-sales'
import { fileSource, type Source } from './csv-lines.js'
import { generatedShop } from './generated-shop.js'
import { runImport } from './import.js'
import { isKnown } from './known-figures.js'
import { progress } from './progress.js'
import type { ProviderBook } from './provider-book.js'
import { replay } from './replay.js'
import { agrees, inWords, problemInWords, reconcile, table } from './report.js'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const number = new Intl.NumberFormat('en-GB')
const inSeconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

export const findSources = async (files: ReadonlyArray<string>, generated: boolean): Promise<ReadonlyArray<Source>> => {
  if (files.length > 0) return Promise.all(files.map((file) => fileSource(resolve(file))))
  const folder = join(root, '../shared/data/online-retail')
  const found = generated || !existsSync(folder) ? [] : readdirSync(folder).filter((name) => /\.csv(\.gz)?$/.test(name))
  if (found.length > 0) return Promise.all(found.sort().map((name) => fileSource(join(folder, name))))
  console.log(`${generated ? 'As asked' : `No data in ${folder}`}: importing a small generated shop instead.`)
  return [generatedShop()]
}

export interface Run {
  readonly sources: ReadonlyArray<Source>
  readonly openStore: () => Promise<EventStore>
  readonly book: ProviderBook
  readonly tenant?: string
  /** Requests that an earlier run brought to their end; the store is open. */
  readonly endedBefore?: (store: EventStore) => Promise<ReadonlySet<string>>
  /** What the reader is told to do after an interruption, and after a mismatch. */
  readonly afterInterruption: string
  readonly afterMismatch: string
  /** Everything agrees. */
  readonly onAgreement?: () => void
}

export interface Ran {
  readonly exitCode: 0 | 1 | 130
  readonly events: number
  readonly importMs: number
}

export const runAndProve = async (run: Run): Promise<Ran> => {
  const { sources, openStore, book, tenant } = run
  const stop = new AbortController()
  // Ctrl-C arrives twice when npm passes it on, so the second must not be harsher than the first.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort())

  const since = performance.now()
  let store = await openStore()
  const ended = (await run.endedBefore?.(store)) ?? new Set<string>()
  const bar = progress(sources.reduce((sum, { bytes }) => sum + bytes, 0))
  const imported = await runImport({
    ...{ sources, store, ended, providerFor: book.providerFor, signal: stop.signal },
    ...(tenant === undefined ? {} : { tenant }),
    onProgress: bar.update,
  }).finally(bar.stop)
  await store.close()
  const importMs = performance.now() - since
  if (stop.signal.aborted) {
    console.log(`Interrupted. ${run.afterInterruption}`)
    return { exitCode: 130, events: 0, importMs }
  }
  const cpu = process.cpuUsage()

  // From here on only what is in the log counts: it is opened again and read from its first event.
  const sinceReplay = performance.now()
  store = await openStore()
  const log = await replay(store)
  const verified = await verifyLog(store)
  await store.close()

  console.log(`\n${table(imported, log, book)}\n`)
  for (const problem of imported.problems) console.log(problemInWords(problem))
  if (imported.malformed > imported.problems.length) console.log('… and more like these.')

  const known = isKnown(sources)
  const checks = reconcile(imported, log, book, known)
  const mismatches = checks.filter((check) => !agrees(check)).map(inWords)
  if (E.isLeft(verified)) mismatches.push(`MISMATCH  the chain of the log: ${verified.left._tag}`)
  for (const line of mismatches) console.log(line)
  console.log(
    `Imported in ${inSeconds(importMs)} (CPU ${((cpu.user + cpu.system) / 1e6).toFixed(1)} s, ` +
      `at most ${Math.round(process.resourceUsage().maxRSS / 1_024)} MB). ` +
      `Replayed ${number.format(log.events)} events in ${inSeconds(performance.now() - sinceReplay)}.`,
  )
  if (mismatches.length > 0) {
    console.log(`MISMATCH. The log is left as it is${run.afterMismatch}`)
    return { exitCode: 1, events: log.events, importMs }
  }
  run.onAgreement?.()
  console.log(
    `OK: files, log and provider agree to the penny${known ? ', and with the figures of the data’s README' : ''}; ` +
      'the chain of every stream holds.',
  )
  return { exitCode: 0, events: log.events, importMs }
}
