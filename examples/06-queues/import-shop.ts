/** The import of example 02, but for the last week, whose cases are as far as they are on the morning after. */
import type { EventStore } from 'after-sales'
import { systemClock } from 'after-sales/adapters/node'
import { openSqliteEventStore } from 'after-sales/adapters/sqlite'
import type { Source } from '../02-online-retail/csv-lines.js'
import { runImport, type Imported } from '../02-online-retail/import.js'
import { progress } from '../02-online-retail/progress.js'
import { providerBook, type ProviderBook } from '../02-online-retail/provider-book.js'
import { problemInWords } from '../02-online-retail/report.js'
import type { Files } from './fresh-files.js'
import type { Span } from './span.js'
import { dayOf, seconds } from './words.js'

export interface ImportedShop {
  readonly store: EventStore
  readonly book: ProviderBook
  readonly imported: Imported
  readonly span: Span
}

export const importShop = async (sources: ReadonlyArray<Source>, span: Span, files: Files): Promise<ImportedShop> => {
  const since = performance.now()
  const store = await openSqliteEventStore({ file: files.log, now: systemClock.now })
  try {
    const book = providerBook(files.book)
    const bar = progress(sources.reduce((sum, { bytes }) => sum + bytes, 0))
    const imported = await runImport({
      ...{ sources, store, providerFor: book.providerFor, ended: new Set(), openSince: span.openSince },
      ...{ signal: new AbortController().signal, onProgress: bar.update },
    }).finally(bar.stop)
    for (const problem of imported.problems) console.log(problemInWords(problem))
    console.log(
      `Imported in ${seconds(performance.now() - since)}. Cases of the last week, since ${dayOf(span.openSince)}, are still open.`,
    )
    if (book.payments() === 0) throw new Error('nothing was refunded in these files: there is nothing to show')
    return { store, book, imported, span }
  } catch (error) {
    await store.close()
    throw error
  }
}
