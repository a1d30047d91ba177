/**
 * What an event changed in the state of its stream, for people: the status, and the fields with what they were and are.
 * What is sealed stays out, and a change of a thousand fields is told by its first few.
 */
export type FieldValue = string | number | boolean | null

export interface ChangedField {
  /** Such as `/legs/card/status`: names, and ids or numbers within lists, as in a JSON pointer (RFC 6901). */
  readonly path: string
  /** Absent: there was nothing. */
  readonly before?: FieldValue
  /** Absent: there is nothing any more. */
  readonly after?: FieldValue
}

export interface Change {
  /** The aggregate's own; absent where it has none. */
  readonly statusBefore?: string
  readonly statusAfter?: string
  /** At most `MOST_FIELDS`, besides the status. */
  readonly fields: ReadonlyArray<ChangedField>
  /** More fields changed than stand here. */
  readonly isCut?: true
}

export const MOST_FIELDS = 20
/** Of one value; longer texts are cut. */
export const MOST_CHARACTERS = 200

type Members = ReadonlyMap<string, unknown>
const NO_MEMBERS: Members = new Map()
const EMPTY: ReadonlySet<unknown> = new Set([0, false, ''])
const PERSONAL: ReadonlySet<unknown> = new Set(['Sealed', 'Clear', 'Erased'])

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** What of it has names: maps and sets by their keys, lists by the ids of their items where all have one of their own. */
const membersOf = (value: object): Members => {
  if (value instanceof Map) return new Map([...value].map(([key, held]) => [String(key), held as unknown]))
  if (value instanceof Set) return new Map([...value].map((key) => [String(key), true]))
  if (!Array.isArray(value)) return new Map(Object.entries(value))
  const items = value as ReadonlyArray<unknown>
  const named = new Map(items.flatMap((item) => (idOf(item) === undefined ? [] : [[idOf(item)!, item] as const])))
  return named.size === items.length ? named : new Map(items.map((item, index) => [String(index), item]))
}

const idOf = (item: unknown): string | undefined => {
  if (!isObject(item)) return undefined
  const found = Object.entries(item).find(([name, value]) => name.endsWith('Id') && typeof value === 'string')
  return found?.[1] as string | undefined
}

const isPersonal = (value: unknown): boolean =>
  isObject(value) && PERSONAL.has((value as { readonly _tag?: unknown })._tag)

const told = (value: unknown): FieldValue => {
  if (typeof value !== 'string') return value as FieldValue
  const characters = [...value.slice(0, 2 * MOST_CHARACTERS + 2)]
  return characters.length > MOST_CHARACTERS ? `${characters.slice(0, MOST_CHARACTERS).join('')}…` : value
}

const step = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
const statusOf = (state: unknown): string | undefined => {
  const status = isObject(state) ? (state as { readonly status?: unknown }).status : undefined
  return typeof status === 'string' ? status : undefined
}

/**
 * Between two states of one stream, as its own fold made them; what they share is not looked into, and what begins empty is
 * not told.
 */
export const changeBetween = (before: unknown, after: unknown): Change => {
  const fields: Array<ChangedField> = []
  let isCut = false

  const leaf = (path: string, was: unknown, is: unknown): void => {
    // A state begins with dozens of these; none of them is news.
    if (was === undefined && EMPTY.has(is)) return
    if (fields.length === MOST_FIELDS) isCut = true
    else
      fields.push({
        path,
        ...(was === undefined || isObject(was) ? {} : { before: told(was) }),
        ...(is === undefined || isObject(is) ? {} : { after: told(is) }),
      })
  }
  const compare = (path: string, was: unknown, is: unknown): void => {
    if (isCut || was === is || isPersonal(was) || isPersonal(is)) return
    // What was no object became one, or the other way round: both are told.
    if ((!isObject(was) && was !== undefined) || (!isObject(is) && is !== undefined)) leaf(path, was, is)
    if (!isObject(was) && !isObject(is)) return
    const [old, now] = [isObject(was) ? membersOf(was) : NO_MEMBERS, isObject(is) ? membersOf(is) : NO_MEMBERS]
    for (const name of new Set([...old.keys(), ...now.keys()])) {
      if (path === '' && name === 'status') continue
      compare(path + step(name), old.get(name), now.get(name))
    }
  }
  compare('', before, after)
  const [statusBefore, statusAfter] = [statusOf(before), statusOf(after)]
  return {
    ...(statusBefore === undefined ? {} : { statusBefore }),
    ...(statusAfter === undefined ? {} : { statusAfter }),
    fields,
    ...(isCut ? { isCut } : {}),
  }
}
