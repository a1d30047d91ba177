/**
 * A published fact: what the library tells other systems, under a name and in a form of its own. It is apart from the
 * stored events, so that these may change while whoever listens does not. WARNING: what was published once is for ever:
 * a field is added as optional, anything else is a new version under a new name.
 */
import type * as t from 'io-ts'
import { record, type RecordOf } from '../../domain/kernel/codec.js'
import type { Instant } from '../../domain/values/instant.js'
import type { EventType } from '../event-types.js'
import type { Seen } from '../read-model.js'

/** Who has to know it. `mail`: whoever writes to the customer. */
export type Listener = 'erp' | 'warehouse' | 'accounting' | 'mail'

type Fields = Readonly<Record<string, t.Mixed>>
type NoFields = Record<never, never>

export interface Said<Type extends string, Data> {
  readonly type: Type
  readonly data: Data
}

export interface Fact<Type extends string, Data> {
  readonly type: Type
  /** When it is published, as a sentence for people. */
  readonly when: string
  readonly listeners: ReadonlyArray<Listener>
  /** What `data` holds. It refuses fields that it does not know: read with the codec of the release that you run. */
  readonly codec: t.Type<Data, Data, unknown>
  readonly required: Fields
  readonly optional: Fields
  readonly of: (data: Data) => Said<Type, Data>
}
/** Whichever it is: enough to tell of it and to read it. */
export type AnyFact = Omit<Fact<string, unknown>, 'codec' | 'of'> & { readonly codec: t.Mixed }

/** `name` ends with its version: `goods.received.v1`. */
export const fact = <const Name extends string, R extends Fields, O extends Fields = NoFields>(
  name: Name,
  when: string,
  listeners: ReadonlyArray<Listener>,
  required: R,
  optional?: O,
): Fact<`after-sales.${Name}`, RecordOf<R, O>> => {
  const type = `after-sales.${name}` as const
  return {
    ...{ type, when, listeners, required, optional: optional ?? {} },
    codec: record<R, O>(type, required, optional),
    of: (data) => ({ type, data }),
  }
}

/** What a stored event of each type says to others. */
export type Sayings = { readonly [Type in EventType]?: (seen: Seen<Type>) => Said<string, unknown> | undefined }

/**
 * CloudEvents 1.0 in structured form. `id` is that of the stored event: the same fact has the same id at each delivery.
 * `subject` is the case. `time` is when it happened.
 */
export interface CloudEvent<Type extends string, Data> {
  readonly specversion: '1.0'
  readonly id: string
  readonly source: string
  readonly type: Type
  readonly subject: string
  readonly time: Instant
  readonly datacontenttype: 'application/json'
  readonly data: Data
}
