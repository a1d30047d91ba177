/**
 * Seven months of a real shop: every cancellation is decided, returned, inspected and refunded, and every penny compared.
 * `npm start`, or `npm start -- FILE…`; README.md tells what happens. Read on in `run.ts`.
 */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { EventStore } from 'after-sales'
import { systemClock } from 'after-sales/adapters/node'
import { openSqliteEventStore } from 'after-sales/adapters/sqlite'
import { providerBook } from './provider-book.js'
import { replay } from './replay.js'
import { findSources, number, root, runAndProve } from './run.js'
import { runFolder } from './run-folder.js'

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

  const endedBefore = async (store: EventStore): Promise<ReadonlySet<string>> => {
    if (folder.how !== 'continued') {
      if (folder.how !== 'new') console.log(`Starting over (${folder.how}).`)
      return new Set()
    }
    const { ended } = await replay(store)
    console.log(`Going on where the last run stopped: ${number.format(ended.size)} requests are done.`)
    return ended
  }

  const { exitCode } = await runAndProve({
    sources,
    openStore: () => openSqliteEventStore({ file: folder.log, now: systemClock.now }),
    book: providerBook(folder.book),
    endedBefore,
    afterInterruption: 'Start again to go on; nothing is done twice.',
    afterMismatch: '; --fresh starts over.',
    onAgreement: folder.finish,
  })
  return exitCode
}

try {
  process.exitCode = await main()
} catch (error) {
  // Nothing is lost: what stands in the log is whole, and the next run goes on from there.
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
