/**
 * Seven months of a real shop: every cancellation is decided, returned, inspected and refunded, and every penny compared.
 * `npm start`, or `npm start -- FILE…`; README.md tells what happens. Read on in `import.ts`, then `cases.ts`.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import { verifyLog } from 'after-sales'
import { systemClock } from 'after-sales/adapters/node'
import { openSqliteEventStore } from 'after-sales/adapters/sqlite'
import { fileSource, type Source } from './csv-lines.js'
import { generatedShop } from './generated-shop.js'
import { runImport } from './import.js'
import { isKnown } from './known-figures.js'
import { progress } from './progress.js'
import { providerBook } from './provider-book.js'
import { replay } from './replay.js'
import { agrees, inWords, problemInWords, reconcile, table } from './report.js'
import { runFolder } from './run-folder.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const number = new Intl.NumberFormat('en-GB')
const seconds = (since: number) => `${((performance.now() - since) / 1_000).toFixed(1)} s`

const findSources = async (files: ReadonlyArray<string>, generated: boolean): Promise<ReadonlyArray<Source>> => {
  if (files.length > 0) return Promise.all(files.map((file) => fileSource(resolve(file))))
  const folder = join(root, '../shared/data/online-retail')
  const found = generated || !existsSync(folder) ? [] : readdirSync(folder).filter((name) => /\.csv(\.gz)?$/.test(name))
  if (found.length > 0) return Promise.all(found.sort().map((name) => fileSource(join(folder, name))))
  console.log(`${generated ? 'As asked' : `No data in ${folder}`}: importing a small generated shop instead.`)
  return [generatedShop()]
}

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string', default: join(root, '.data') },
      fresh: { type: 'boolean', default: false },
      generated: { type: 'boolean', default: false },
    },
  })
  const sources = await findSources(positionals, values.generated)
  const input = JSON.stringify(sources.map(({ name, bytes }) => [name, bytes]))
  const folder = runFolder(resolve(values.data), input, values.fresh)
  const openStore = () => openSqliteEventStore({ file: folder.log, now: systemClock.now })

  const stop = new AbortController()
  // Ctrl-C arrives twice when npm passes it on, so the second must not be harsher than the first.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort())

  const since = performance.now()
  let store = await openStore()
  let ended: ReadonlySet<string> = new Set()
  if (folder.how === 'continued') {
    ended = (await replay(store)).ended
    console.log(`Going on where the last run stopped: ${number.format(ended.size)} requests are done.`)
  } else if (folder.how !== 'new') console.log(`Starting over (${folder.how}).`)

  const book = providerBook(folder.book)
  const bar = progress(sources.reduce((sum, { bytes }) => sum + bytes, 0))
  const imported = await runImport({
    ...{ sources, store, ended, provider: book.provider, signal: stop.signal },
    onProgress: bar.update,
  }).finally(bar.stop)
  await store.close()
  if (stop.signal.aborted) {
    console.log('Interrupted. Start again to go on; nothing is done twice.')
    return 130
  }
  const importedIn = seconds(since)
  const cpu = process.cpuUsage()

  // From here on only what is in the file counts: it is opened again and read from its first event.
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
    `Imported in ${importedIn} (CPU ${((cpu.user + cpu.system) / 1e6).toFixed(1)} s, ` +
      `at most ${Math.round(process.resourceUsage().maxRSS / 1_024)} MB). ` +
      `Replayed ${number.format(log.events)} events in ${seconds(sinceReplay)}.`,
  )
  if (mismatches.length > 0) {
    console.log('MISMATCH. The log is left as it is; --fresh starts over.')
    return 1
  }
  folder.finish()
  console.log(
    `OK: files, log and provider agree to the penny${known ? ', and with the figures of the data’s README' : ''}; ` +
      'the chain of every stream holds.',
  )
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  // Nothing is lost: what stands in the log is whole, and the next run goes on from there.
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
