/**
 * One request stands for reads and subscriptions, of a stream and of the whole log. Not every combination has a meaning,
 * and the server refuses the others, each in its own way.
 */
import type { EventRecord } from './event-log.js'
import { handlerThrew, invalid, type Failure } from './failures.js'
import { eachOf, has, messageOf, numberOf, parse, textOf, type Fields } from './protobuf.js'
import { streamIn } from './requests.js'

export interface EventFilter {
  readonly matches: (record: EventRecord) => boolean
  /** How many events the server considers at a time. */
  readonly window: number
  /** A checkpoint is due after so many windows. */
  readonly multiplier: number
}

export interface ReadRequest {
  /** Absent for the whole log. */
  readonly stream?: string
  /** A revision of the stream or a position in the log. */
  readonly from: bigint | 'start' | 'end'
  readonly isBackwards: boolean
  readonly resolvesLinks: boolean
  /** Absent for a subscription. */
  readonly count?: bigint
  readonly filter?: EventFilter
  /** How ids are to be written; without it the server fails at the first event. */
  readonly hasIdForm: boolean
  /** Asks for the messages that tell the last revision and the next one. */
  readonly isVerbose: boolean
}

/** The wire has no negative numbers here: -1, which is "end" to the server, arrives as this. */
const MINUS_ONE = 2n ** 64n - 1n
const DEFAULT_WINDOW = 32n

const fromOf = (options: Fields, at: { readonly start: number; readonly end: number }, value: bigint | undefined) => {
  if (has(options, at.start)) return 'start'
  if (has(options, at.end) || value === MINUS_ONE || value === undefined) return 'end'
  return value
}

/** The server's expressions are .NET's; of what differs, clients use only options in front, as in `(?i)`. */
const expression = (pattern: string): RegExp => {
  const [, flags = '', rest = pattern] = /^\(\?([ims]+)\)(.*)$/s.exec(pattern) ?? []
  return new RegExp(rest, flags)
}

const isFailure = (value: EventFilter | Failure): value is Failure => 'code' in value

const filterFrom = (fields: Fields): EventFilter | Failure => {
  const isOnStream = has(fields, 1)
  const words = messageOf(fields, isOnStream ? 1 : 2)
  if (words === undefined) return handlerThrew
  const [regex = '', prefixes] = [textOf(words, 1), eachOf(words, 2).map((prefix) => prefix.toString('utf8'))]
  const window = has(fields, 3) ? (numberOf(fields, 3) ?? 0n) : DEFAULT_WINDOW
  const multiplier = numberOf(fields, 5) ?? 0n
  if (window === 0n || multiplier === 0n) return handlerThrew
  const subject = (record: EventRecord): string => (isOnStream ? record.stream : record.type)
  const rest = { window: Number(window), multiplier: Number(multiplier) }
  if (regex === '')
    return { matches: (record) => prefixes.some((prefix) => subject(record).startsWith(prefix)), ...rest }
  try {
    const pattern = expression(regex)
    return { matches: (record) => pattern.test(subject(record)), ...rest }
  } catch {
    return handlerThrew
  }
}

/** What was asked for, in the names by which the server speaks of it. */
const combination = (options: Fields): ReadonlyArray<string> => {
  const chosen = (names: Readonly<Record<number, string>>): string =>
    Object.entries(names).find(([field]) => has(options, Number(field)))?.[1] ?? 'None'
  const direction = numberOf(options, 3) === 1n ? 'Backwards' : 'Forwards'
  const length = chosen({ 5: 'Count', 6: 'Subscription' })
  return [chosen({ 1: 'Stream', 2: 'All' }), length, direction, chosen({ 7: 'Filter', 8: 'NoFilter' })]
}

export const readRequestFrom = (content: Buffer): ReadRequest | Failure => {
  const options = messageOf(parse(content), 1) ?? new Map<number, []>()
  const [ofStream, ofAll] = [messageOf(options, 1), messageOf(options, 2)]
  const isBackwards = numberOf(options, 3) === 1n
  const count = numberOf(options, 5)
  const isSubscription = has(options, 6)
  const isFiltered = has(options, 7)
  const mayBe =
    (ofStream !== undefined || ofAll !== undefined) &&
    (isSubscription ? !isBackwards : count !== undefined) &&
    (isFiltered ? ofAll !== undefined : has(options, 8))
  if (!mayBe) return invalid(`The combination of (${combination(options).join(', ')}) is invalid.`)
  const filter = isFiltered ? filterFrom(messageOf(options, 7)!) : undefined
  if (filter !== undefined && isFailure(filter)) return filter
  const control = messageOf(options, 10)
  const rest = {
    isBackwards,
    resolvesLinks: numberOf(options, 4) === 1n,
    hasIdForm: has(options, 9),
    isVerbose: control !== undefined && numberOf(control, 1) === 1n,
    ...(isSubscription || count === undefined ? {} : { count }),
  }
  if (ofStream !== undefined)
    return {
      ...rest,
      stream: streamIn(ofStream, 1),
      from: fromOf(ofStream, { start: 3, end: 4 }, numberOf(ofStream, 2)),
    }
  const at = messageOf(ofAll ?? new Map(), 1)
  const commit = at === undefined ? undefined : (numberOf(at, 1) ?? 0n)
  if (at !== undefined && commit !== undefined && (numberOf(at, 2) ?? 0n) > commit) return handlerThrew
  const from = fromOf(ofAll ?? new Map(), { start: 2, end: 3 }, commit)
  return { ...rest, from, ...(filter === undefined ? {} : { filter }) }
}
