/**
 * Reading the rows of a read model in one of its orders, page by page: what is added meanwhile moves no page. Nor does a
 * rebuild between two pages: where a row stands is made of the log alone, so the next page goes on behind the last.
 */
import * as E from 'fp-ts/lib/Either.js'
import { border } from '../../domain/kernel/border.js'
import { record, text, whole } from '../../domain/kernel/codec.js'
import type { ReadModelStore, Row } from '../../ports/read-model-store.js'
import { between, inOrder, type Stretch } from '../../projections/in-order.js'
import { identityOf, tableOfModel, type ReadModel } from '../../projections/read-model.js'
import type { AfterSalesError } from '../errors.js'
import { cursorAt, cursorOf, noSuchPage } from './cursor.js'
import { whileWhole } from './while-whole.js'

export interface PageOptions {
  /** Where the page before has ended: its `next`. */
  readonly after?: string
  /** Default 100, maximum 1,000. */
  readonly limit?: number
}

export interface Page<R> {
  readonly rows: ReadonlyArray<R>
  /** Absent on the last page. */
  readonly next?: string
}

export interface Reader {
  readonly row: <R>(
    model: ReadModel<R>,
    ...key: ReadonlyArray<string>
  ) => Promise<E.Either<AfterSalesError, R | undefined>>
  /**
   * The rows whose place in a list, or in the order of the rows themselves, begins with these parts, by their names. What
   * is asked is checked first.
   */
  readonly page: <R>(
    model: ReadModel<R>,
    list: string,
    parts: Readonly<Record<string, unknown>>,
    options?: unknown,
    filter?: Filter<R>,
  ) => Promise<E.Either<AfterSalesError, Page<R>>>
}

export interface Filter<R> {
  /** Only what goes on with one of these. */
  readonly stretch?: Stretch
  /** Only rows of which this holds. Each row of the stretch is read for it, until the page is full. */
  readonly only?: (row: R) => boolean
}

export const DEFAULT_ROWS = 100
const MOST_ROWS = 1_000

/** What every question for a page may say. */
export const pageFields = { after: text('After', 1, 6_000), limit: whole('Limit', 1, MOST_ROWS) }

const Part = text('Part', 1, 500)
export const checkOptions = border('Page', record('Page', {}, pageFields))

/** Each part by its name, or which of them nobody can be looked for by. */
const checkParts = (parts: Readonly<Record<string, unknown>>): E.Either<AfterSalesError, ReadonlyArray<string>> => {
  const problems = Object.entries(parts).flatMap(([field, part]) =>
    Part.is(part) ? [] : [{ field, limit: Part.limit }],
  )
  return problems.length > 0
    ? E.left({ _tag: 'InvalidInput', subject: 'Question', problems })
    : E.right(Object.values(parts) as ReadonlyArray<string>)
}

export const readerOf = (readModels: ReadModelStore | undefined, tenant: string): Reader => {
  const whole = whileWhole(readModels, tenant)

  const rowsOf = async <R>(
    store: ReadModelStore,
    model: ReadModel<R>,
    keys: ReadonlyArray<string>,
  ): Promise<E.Either<AfterSalesError, ReadonlyMap<string, R>>> => {
    const loaded = await store.load(tableOfModel(model, tenant), keys)()
    return E.isLeft(loaded) ? loaded : parsedRows<R>(model, loaded.right)
  }

  return {
    row: <R>(model: ReadModel<R>, ...parts: ReadonlyArray<string>) => {
      const key = inOrder(...parts)
      return whole(model, async (store) =>
        E.map((rows: ReadonlyMap<string, R>) => rows.get(key))(await rowsOf(store, model, [key])),
      )
    },
    page: async <R>(
      model: ReadModel<R>,
      list: string,
      parts: Readonly<Record<string, unknown>>,
      options: unknown = {},
      { stretch = {}, only }: Filter<R> = {},
    ) => {
      const asked = checkOptions(options)
      if (E.isLeft(asked)) return asked
      const checked = checkParts(parts)
      if (E.isLeft(checked)) return checked
      const ofItself = list === model.order.name
      const table = tableOfModel(model, tenant, ofItself ? undefined : list)
      return whole(model, async (store) => {
        const pageFrom = async (paging: PageOptions): Answer<Page<readonly [Row, R]>> => {
          const listed = await listedIn(store, table, checked.right, paging, stretch)
          if (E.isLeft(listed)) return listed
          const found = ofItself
            ? parsedRows<R>(model, listed.right.rows)
            : await rowsOf(
                store,
                model,
                listed.right.rows.map(({ value }) => value),
              )
          if (E.isLeft(found)) return found
          // A row that went between the two questions is not there any more.
          const rows = listed.right.rows.flatMap((place): ReadonlyArray<readonly [Row, R]> => {
            const row = found.right.get(ofItself ? place.key : place.value)
            return row === undefined ? [] : [[place, row]]
          })
          return E.right({ ...listed.right, rows })
        }
        const read = only === undefined ? await pageFrom(asked.right) : await sifted(pageFrom, only, asked.right)
        return E.map(({ rows, ...rest }: Page<readonly [Row, R]>): Page<R> => ({
          ...rest,
          rows: rows.map(([, row]) => row),
        }))(read)
      })
    },
  }
}

type Answer<A> = Promise<E.Either<AfterSalesError, A>>

/** Read at once where most of it may not be wanted. */
const SIFTED_ROWS = 200

/** A page of what is wanted among all: it goes on reading until one more is found than the page holds, or nothing is left. */
const sifted = async <R>(
  pageFrom: (paging: PageOptions) => Answer<Page<readonly [Row, R]>>,
  only: (row: R) => boolean,
  { limit = DEFAULT_ROWS, ...begin }: PageOptions,
): Answer<Page<readonly [Row, R]>> => {
  const wanted: Array<readonly [Row, R]> = []
  for (let from: Pick<PageOptions, 'after'> = begin; ;) {
    const read = await pageFrom({ ...from, limit: SIFTED_ROWS })
    if (E.isLeft(read)) return read
    wanted.push(...read.right.rows.filter(([, row]) => only(row)))
    const last = wanted[limit - 1]
    if (wanted.length > limit && last !== undefined)
      return E.right({ rows: wanted.slice(0, limit), next: cursorAt(last[0]) })
    if (read.right.next === undefined) return E.right({ rows: wanted })
    from = { after: read.right.next }
  }
}

/** A page of what stands in a table behind these parts. */
export const listedIn = async (
  store: ReadModelStore,
  table: string,
  parts: ReadonlyArray<string>,
  { after, limit = DEFAULT_ROWS }: PageOptions,
  stretch: Stretch = {},
): Promise<E.Either<AfterSalesError, Page<Row>>> => {
  const range = between(stretch, ...parts)
  const begin = after === undefined ? E.right({ sort: range.after, key: '' }) : cursorOf(after)
  if (E.isLeft(begin)) return begin
  // The end of a page of somebody else, or of another time, must not let this one begin there.
  if (!begin.right.sort.startsWith(inOrder(...parts)) || begin.right.sort < range.after) return noSuchPage
  const listed = await store.list(table, { after: begin.right, upTo: range.upTo, limit })()
  if (E.isLeft(listed)) return listed
  const rows = listed.right
  const last = rows[limit - 1]
  if (last === undefined) return E.right({ rows })
  const more = await store.list(table, { after: last, upTo: range.upTo, limit: 1 })()
  if (E.isLeft(more)) return more
  return E.right({ rows, ...(more.right.length === 0 ? {} : { next: cursorAt(last) }) })
}

/** `undefined` where somebody has written what is no row of anything. */
const rowIn = (value: string): object | undefined => {
  try {
    const row: unknown = JSON.parse(value)
    return typeof row === 'object' && row !== null && !Array.isArray(row) ? row : undefined
  } catch {
    return undefined
  }
}

const parsedRows = <R>(
  model: Pick<ReadModel, 'name' | 'version'>,
  rows: ReadonlyArray<Row>,
): E.Either<AfterSalesError, ReadonlyMap<string, R>> => {
  const parsed = new Map<string, R>()
  for (const { key, value } of rows) {
    const row = rowIn(value)
    if (row === undefined) return E.left({ _tag: 'ReadModelBroken', readModel: identityOf(model), key })
    parsed.set(key, row as R)
  }
  return E.right(parsed)
}

/** All pages of a question: for what is short or added up. */
export const allPages = async <Row>(
  ask: (options: PageOptions) => Promise<E.Either<AfterSalesError, Page<Row>>>,
  take: (rows: ReadonlyArray<Row>) => void,
): Promise<E.Either<AfterSalesError, void>> => {
  for (let after: string | undefined; ;) {
    const found = await ask({ limit: MOST_ROWS, ...(after === undefined ? {} : { after }) })
    if (E.isLeft(found)) return found
    take(found.right.rows)
    after = found.right.next
    if (after === undefined) return E.right(undefined)
  }
}
