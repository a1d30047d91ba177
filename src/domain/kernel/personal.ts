/**
 * Personal data inside an event. In the log it is always sealed: one encrypted blob per event and person, so that
 * destroying the person's key erases it everywhere at once, while amounts, codes and decisions stay readable.
 * Aggregates never look inside: what they decide on is not personal.
 */
import type * as t from 'io-ts'
import { LimitedType, record, shaped, tag, text } from './codec.js'

export const SubjectId = text('SubjectId', 1, 200)

const base64url = (name: string, max: number) => shaped(name, max, /^[A-Za-z0-9_-]+$/, 'base64url')

/** The stored form: whose it is, which of their keys, AES-256-GCM nonce, ciphertext with its tag. */
export const Sealed = record('Sealed', {
  _tag: tag('Sealed'),
  subject: SubjectId,
  key: text('KeyId', 1, 64),
  nonce: base64url('Nonce', 16),
  box: base64url('Box', 65_536),
})
export type Sealed = t.TypeOf<typeof Sealed>

/** Erased is not an error: the compiler makes every reader say what it shows instead. */
export type Personal<A> =
  | { readonly _tag: 'Clear'; readonly subject: string; readonly value: A }
  | Sealed
  | { readonly _tag: 'Erased'; readonly subject: string }

/** A stored field that is personal. It decodes the sealed form only: clear text in the log is a defect, not data. */
export class PersonalType<A> extends LimitedType<Personal<A>> {
  constructor(readonly content: t.Type<A, A, unknown>) {
    super(`Personal<${content.name}>`, Sealed.limit, (u): u is Personal<A> => Sealed.is(u), Sealed.form)
  }
}

export const personal = <A>(content: t.Type<A, A, unknown>): PersonalType<A> => new PersonalType(content)

export const clear = <A>(subject: string, value: A): Personal<A> => ({ _tag: 'Clear', subject, value })
