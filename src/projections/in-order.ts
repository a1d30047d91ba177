/**
 * Texts by which rows are sorted, from several parts: read-model stores compare by code point, so a part that is equal,
 * or a number that has fewer digits, must not let the next part leak into it.
 */
import { epochMsOf, type Instant } from '../domain/values/instant.js'

// Below everything that people write. What holds it, or the escape, is escaped: parts stay apart whatever they are.
const END = '\u0001'
const ESCAPE = '\u0002'
const escaped = (part: string): string => part.replaceAll(ESCAPE, `${ESCAPE}b`).replaceAll(END, `${ESCAPE}a`)

/**
 * Sorted by the first part, then by the second, and so on.
 *
 * @example
 * inOrder(row.customerId, row.openedAt)
 */
export const inOrder = (...parts: ReadonlyArray<string>): string => parts.map((part) => escaped(part) + END).join('')

/** Where everything lies that begins with these parts: after the first text, and not after the second. */
export const within = (...parts: ReadonlyArray<string>): { readonly after: string; readonly upTo: string } => {
  const after = inOrder(...parts)
  // The end of the last part is below everything that may follow it, and the escape is next to it.
  return { after, upTo: after === '' ? HIGHEST : after.slice(0, -END.length) + ESCAPE }
}

/** From `first`, included, to `beyond`, excluded; without one of them, from the beginning or to the end. */
export interface Stretch {
  readonly first?: string | undefined
  readonly beyond?: string | undefined
}

/** Where everything lies that begins with these parts and goes on with one of this stretch. */
export const between = (
  { first = '', beyond }: Stretch,
  ...parts: ReadonlyArray<string>
): ReturnType<typeof within> => {
  const { after, upTo } = within(...parts)
  // A part is followed by its end, which is below everything: so `first` itself is behind its bare text.
  return { after: after + escaped(first), upTo: beyond === undefined ? upTo : after + escaped(beyond) }
}

const HIGHEST = '\u{10FFFF}'.repeat(4)
const DIGITS = 16

/** A whole number of at most fifteen digits, zero or more. */
export const ascending = (value: number): string => String(value).padStart(DIGITS, '0')

/** The largest first. */
export const descending = (value: number): string => ascending(10 ** (DIGITS - 1) - 1 - value)

/** The latest first. */
export const latestFirst = (at: Instant): string => descending(epochMsOf(at))

/** Instants from the one on, and before the other, where the latest comes first. */
export const latestFirstIn = (from: Instant | undefined, to: Instant | undefined): Stretch => ({
  first: to === undefined ? undefined : descending(epochMsOf(to) - 1),
  beyond: from === undefined ? undefined : descending(epochMsOf(from) - 1),
})
