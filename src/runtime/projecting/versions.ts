/**
 * Two versions of a read model that stand beside each other, row by row. They seldom stand at the same place of the log: a
 * version that no instance follows stays where it was left. So what has happened to a row since is told apart from what a
 * version makes of it, by the events in between.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { border } from '../../domain/kernel/border.js'
import { listOf, record, text, whole } from '../../domain/kernel/codec.js'
import type { Position } from '../../ports/event-store.js'
import type { ReadModelStore, Row } from '../../ports/read-model-store.js'
import { toPlain } from '../../projections/plain.js'
import { identityOf, tableOfModel, type ReadModel } from '../../projections/read-model.js'
import { streamsOf } from '../aggregates.js'
import type { AfterSalesError } from '../errors.js'
import { readLog } from '../read-log.js'
import { rowPages } from '../row-pages.js'
import type { Runtime } from '../runtime.js'
import { seenBy } from '../seen-by.js'
import { storedStanding } from '../workers/checkpoint.js'
import { buildName } from './builder.js'
import { followersName } from './following.js'
import { listMarks } from './marks.js'

type Held = Readonly<Record<string, unknown>>

export interface VersionDifference {
  readonly key: string
  /** The members in which the rows differ; none where one of them is not there. */
  readonly fields: ReadonlyArray<string>
  /** The row in the first and the second version, without what it is only folded on from; absent where there is none. */
  readonly first?: Held
  readonly second?: Held
}

export interface ComparedVersions {
  /** Such as `payments@1` and `payments@2`. */
  readonly readModels: readonly [string, string]
  readonly rows: readonly [number, number]
  /** How many keys have different rows. */
  readonly different: number
  /** How many more do because something happened to them since one of the versions was left. */
  readonly later: number
  /** The first hundred of those that are different. */
  readonly differences: ReadonlyArray<VersionDifference>
}

export interface VersionsAsked {
  /** Without the version, such as `payments`. */
  readonly name: string
  readonly versions: readonly [number, number]
}

/** Part of `operations`. */
export interface Comparing {
  /**
   * Compares the rows of two versions of a read model, key by key; both must have been built and not retired. Of rows that
   * differ only because events came between the places at which the two stand, it says how many. Nothing is changed, and
   * workers may go on. Rows hold ids and no texts of people. It keeps the differing keys in memory.
   * Errors: `InvalidInput`; `ReadModelNotBuilt`; `ReadModelBroken`; `ProjectionFailed`; the stores'; `UndecodableEvent`.
   *
   * @example
   * const found = await afterSales.promises.operations.compareReadModels({ name: 'payments', versions: [1, 2] })
   * // { readModels: ['payments@1', 'payments@2'], rows: [812, 812], different: 1, later: 0, differences: [{ key, fields: ['state'], … }] }
   */
  readonly compareReadModels: (asked: VersionsAsked) => TaskEither<AfterSalesError, ComparedVersions>
}

type Answer<A> = Promise<E.Either<AfterSalesError, A>>

const MOST_DIFFERENCES = 100
/** What a row is folded on from; not for people. */
const INNER: ReadonlySet<string> = new Set(['state', 'holders', 'underReview'])

export const comparingOf = (
  { store, tenant }: Pick<Runtime, 'store' | 'tenant'>,
  given: ReadModelStore | undefined,
  models: ReadonlyArray<ReadModel>,
): Comparing => {
  if (given === undefined)
    return { compareReadModels: () => () => Promise.resolve(E.left({ _tag: 'ReadModelsMissing' })) }
  const rows = given
  const followers = followersName(tenant)

  /** Up to where its rows tell the log. */
  const placeOf = async (model: Pick<ReadModel, 'name' | 'version'>): Answer<Position | undefined> => {
    const marks = await listMarks(rows, tenant)
    if (E.isLeft(marks)) return marks
    const mark = marks.right.get(identityOf(model))
    if (mark === undefined) return E.left({ _tag: 'ReadModelNotBuilt', readModel: identityOf(model) })
    const standing = await storedStanding(rows, mark.follows ? followers : buildName(model, tenant))
    return E.isLeft(standing) ? standing : E.right(standing.right.at.position)
  }

  /** Every key of the one version that has another row in the other; `different` gets them. */
  const walk = async (table: string, other: string, different: Set<string>): Answer<number> => {
    let count = 0
    for await (const page of rowPages(rows, table)) {
      if (E.isLeft(page)) return page
      count += page.right.length
      const loaded = await rows.load(
        other,
        page.right.map(({ key }) => key),
      )()
      if (E.isLeft(loaded)) return loaded
      const others = new Map(loaded.right.map(({ key, value }) => [key, value]))
      for (const { key, value } of page.right) if (!isSame(value, others.get(key))) different.add(key)
    }
    return E.right(count)
  }

  /** The keys that events after the one place, up to the other, have to do with. */
  const touchedBetween = async (
    from: Position | undefined,
    to: Position | undefined,
    known: ReadonlyArray<ReadModel>,
  ): Answer<ReadonlySet<string>> => {
    const keys = new Set<string>()
    if (to === undefined || from === to) return E.right(keys)
    const after = from === undefined ? {} : { after: from }
    for await (const logged of readLog(store, { prefixes: streamsOf(tenant), ...after })) {
      if (E.isLeft(logged)) return logged
      if (store.comparePositions(logged.right.position, to) > 0) break
      for (const model of known.filter(({ handles }) => handles.has(logged.right.event.type))) {
        try {
          for (const { key } of model.touches(seenBy(logged.right))) keys.add(key)
        } catch {
          const { stream, revision } = logged.right
          return E.left({ _tag: 'ProjectionFailed', readModel: identityOf(model), stream, revision })
        }
      }
    }
    return E.right(keys)
  }

  const differencesOf = async (
    [first, second]: readonly [string, string],
    keys: ReadonlyArray<string>,
    name: string,
  ): Answer<ReadonlyArray<VersionDifference>> => {
    const [ones, others] = [await rows.load(first, keys)(), await rows.load(second, keys)()]
    if (E.isLeft(ones)) return ones
    if (E.isLeft(others)) return others
    const byKey = ({ right }: E.Right<ReadonlyArray<Row>>) => new Map(right.map(({ key, value }) => [key, value]))
    const [one, other] = [byKey(ones), byKey(others)]
    const differences: Array<VersionDifference> = []
    for (const key of keys) {
      const [a, b] = [heldIn(one.get(key)), heldIn(other.get(key))]
      if (a === 'broken' || b === 'broken') return E.left({ _tag: 'ReadModelBroken', readModel: name, key })
      differences.push({
        ...{ key, fields: a === undefined || b === undefined ? [] : fieldsOf(a, b) },
        ...(a === undefined ? {} : { first: shown(a) }),
        ...(b === undefined ? {} : { second: shown(b) }),
      })
    }
    return E.right(differences)
  }

  return {
    compareReadModels: (input) => async () => {
      const checked = checkAsked(input)
      if (E.isLeft(checked)) return checked
      const { name, versions } = checked.right
      const [first, second] = [
        { name, version: versions[0]! },
        { name, version: versions[1]! },
      ]
      const [one, other] = [await placeOf(first), await placeOf(second)]
      if (E.isLeft(one)) return one
      if (E.isLeft(other)) return other

      const tables = [tableOfModel(first, tenant), tableOfModel(second, tenant)] as const
      const different = new Set<string>()
      const here = await walk(tables[0], tables[1], different)
      if (E.isLeft(here)) return here
      const there = await walk(tables[1], tables[0], different)
      if (E.isLeft(there)) return there

      // The rows of both are as they were at one of these places, or in between.
      const end = await storedStanding(rows, followers)
      if (E.isLeft(end)) return end
      const known = models.filter((model) => model.name === name && versions.includes(model.version))
      const [from, to] = [earliest(store, one.right, other.right), end.right.at.position]
      const touched = different.size === 0 ? E.right(new Set<string>()) : await touchedBetween(from, to, known)
      if (E.isLeft(touched)) return touched
      const keys = [...different].filter((key) => !touched.right.has(key)).sort()
      const differences = await differencesOf(tables, keys.slice(0, MOST_DIFFERENCES), name)
      if (E.isLeft(differences)) return differences
      return E.right({
        ...{ readModels: [identityOf(first), identityOf(second)], rows: [here.right, there.right] },
        ...{ different: keys.length, later: different.size - keys.length, differences: differences.right },
      })
    },
  }
}

const checkAsked = border(
  'CompareReadModels',
  record('CompareReadModels', {
    name: text('ReadModelName', 1, 100),
    versions: listOf(whole('Version', 1, 1_000_000), 2, 2),
  }),
)

const earliest = (
  { comparePositions }: Runtime['store'],
  a: Position | undefined,
  b: Position | undefined,
): Position | undefined => (a === undefined || b === undefined ? undefined : comparePositions(a, b) < 0 ? a : b)

const heldIn = (value: string | undefined): Held | 'broken' | undefined => {
  if (value === undefined) return undefined
  try {
    const held: unknown = JSON.parse(value)
    return typeof held === 'object' && held !== null ? (held as Held) : 'broken'
  } catch {
    return 'broken'
  }
}

/** In which order the members stand says nothing. */
const plainText = (value: unknown): string => JSON.stringify(toPlain(value))

const isSame = (a: string, b: string | undefined): boolean => {
  if (a === b || b === undefined) return a === b
  const [one, other] = [heldIn(a), heldIn(b)]
  return one !== 'broken' && other !== 'broken' && plainText(one) === plainText(other)
}

const fieldsOf = (a: Held, b: Held): ReadonlyArray<string> =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((name) => plainText(a[name]) !== plainText(b[name]))
    .sort()

const shown = (held: Held): Held => Object.fromEntries(Object.entries(held).filter(([name]) => !INNER.has(name)))
