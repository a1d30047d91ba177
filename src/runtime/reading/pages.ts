/** Reading the rows of a read model in one of its orders, page by page: what is added meanwhile moves no page. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { border } from '../../domain/kernel/border.js'
import { record, text, whole, type Limit } from '../../domain/kernel/codec.js'
import type { ReadModelStore } from '../../ports/read-model-store.js'
import { inOrder, within } from '../../projections/in-order.js'
import { identityOf, tableOfModel, type ReadModel } from '../../projections/read-model.js'
import type { AfterSalesError } from '../errors.js'
import { marksTable } from '../projecting/marks.js'

export interface PageOptions {
  /** Where the page before has ended: its `next`. */
  readonly after?: string
  /** Default 100, maximum 1,000. */
  readonly limit?: number
}

export interface Page<Row> {
  readonly rows: ReadonlyArray<Row>
  /** Absent on the last page. */
  readonly next?: string
}

export interface Reader {
  readonly row: <Row>(
    model: ReadModel<Row>,
    ...key: ReadonlyArray<string>
  ) => Promise<E.Either<AfterSalesError, Row | undefined>>
  /** The rows whose place in the list begins with these parts, by their names. What is asked is checked first. */
  readonly page: <Row>(
    model: ReadModel<Row>,
    list: string,
    parts: Readonly<Record<string, unknown>>,
    options?: unknown,
  ) => Promise<E.Either<AfterSalesError, Page<Row>>>
}

export const DEFAULT_ROWS = 100
const MOST_ROWS = 1_000

/** All pages of it: for what is short or added up. */
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

const Part = text('Part', 1, 500)
export const checkOptions = border(
  'Page',
  record('Page', {}, { after: text('After', 1, 4_000), limit: whole('Limit', 1, MOST_ROWS) }),
)

/** Each part by its name, or which of them nobody can be looked for by. */
const checkParts = (
  subject: string,
  parts: Readonly<Record<string, unknown>>,
): E.Either<AfterSalesError, ReadonlyArray<string>> => {
  const problems = Object.entries(parts).flatMap(([field, part]) =>
    Part.is(part) ? [] : [{ field, limit: Part.limit }],
  )
  return problems.length > 0
    ? E.left({ _tag: 'InvalidInput', subject, problems })
    : E.right(Object.values(parts) as ReadonlyArray<string>)
}

export const readerOf = (readModels: ReadModelStore | undefined, tenant: string): Reader => {
  const built = new Set<string>()

  /** Rows of a read model that is still being built would be half the truth. */
  const ready = async (
    model: Pick<ReadModel, 'name' | 'version'>,
  ): Promise<E.Either<AfterSalesError, ReadModelStore>> => {
    if (readModels === undefined) return E.left({ _tag: 'ReadModelsMissing' })
    const readModel = identityOf(model)
    if (built.has(readModel)) return E.right(readModels)
    const mark = await readModels.get(marksTable(tenant), readModel)()
    if (E.isLeft(mark)) return mark
    if (O.isNone(mark.right)) return E.left({ _tag: 'ReadModelNotBuilt', readModel })
    built.add(readModel)
    return E.right(readModels)
  }

  const rowsOf = async <Row>(
    store: ReadModelStore,
    model: ReadModel<Row>,
    keys: ReadonlyArray<string>,
  ): Promise<E.Either<AfterSalesError, ReadonlyMap<string, Row>>> => {
    const loaded = await store.load(tableOfModel(model, tenant), keys)()
    if (E.isLeft(loaded)) return loaded
    const rows = new Map<string, Row>()
    for (const { key, value } of loaded.right) {
      try {
        rows.set(key, JSON.parse(value) as Row)
      } catch {
        return E.left({ _tag: 'ReadModelBroken', readModel: identityOf(model), key })
      }
    }
    return E.right(rows)
  }

  return {
    row: async <Row>(model: ReadModel<Row>, ...parts: ReadonlyArray<string>) => {
      const store = await ready(model)
      if (E.isLeft(store)) return store
      const key = inOrder(...parts)
      return E.map((rows: ReadonlyMap<string, Row>) => rows.get(key))(await rowsOf(store.right, model, [key]))
    },
    page: async <Row>(
      model: ReadModel<Row>,
      list: string,
      parts: Readonly<Record<string, unknown>>,
      options: unknown = {},
    ) => {
      const asked = checkOptions(options)
      if (E.isLeft(asked)) return asked
      const checked = checkParts(`${model.name}.${list}`, parts)
      if (E.isLeft(checked)) return checked
      const { after, limit = DEFAULT_ROWS } = asked.right as PageOptions
      const store = await ready(model)
      if (E.isLeft(store)) return store
      const range = within(...checked.right)
      const begin = after === undefined ? E.right({ sort: range.after, key: '' }) : cursorOf(after)
      if (E.isLeft(begin)) return begin
      const listed = await store.right.list(tableOfModel(model, tenant, list), {
        after: begin.right,
        upTo: range.upTo,
        limit,
      })()
      if (E.isLeft(listed)) return listed
      const found = await rowsOf(
        store.right,
        model,
        listed.right.map(({ value }) => value),
      )
      if (E.isLeft(found)) return found
      const last = listed.right[limit - 1]
      // A row that went between the two questions is not there any more.
      const rows = listed.right.flatMap(({ value }) => found.right.get(value) ?? [])
      return E.right({ rows, ...(last === undefined ? {} : { next: JSON.stringify([last.sort, last.key]) }) })
    },
  }
}

const A_CURSOR: Limit = {
  _tag: 'Rule',
  code: 'CURSOR',
  sentence: { en: 'must be the `next` of an earlier page', zh: '必须是前一页的 `next`' },
}

export const cursorOf = (text: string): E.Either<AfterSalesError, { readonly sort: string; readonly key: string }> => {
  try {
    const [sort, key] = JSON.parse(text) as ReadonlyArray<unknown>
    if (typeof sort === 'string' && typeof key === 'string') return E.right({ sort, key })
  } catch {
    // Not one of ours: said below.
  }
  return E.left({ _tag: 'InvalidInput', subject: 'Page', problems: [{ field: 'after', limit: A_CURSOR }] })
}
