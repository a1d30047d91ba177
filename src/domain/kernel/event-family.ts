/**
 * An event type with all the versions it ever had. The name is stable; the version stands in the metadata; old data is
 * read with the codec of its own version and then carried forward. A version we do not know is never guessed.
 */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { border, type InvalidInput } from './border.js'
import { RecordType } from './codec.js'
import type { Event } from './decider.js'
import { PersonalType } from './personal.js'

export interface UnknownEventType {
  readonly _tag: 'UnknownEventType'
  readonly type: string
}
/** Written by a newer release than this one; retry after the deployment is through. */
export interface NewerEventVersion {
  readonly _tag: 'NewerEventVersion'
  readonly type: string
  readonly version: number
  readonly known: number
}
export type Undecodable = UnknownEventType | NewerEventVersion | InvalidInput

interface Version {
  readonly codec: t.Type<any, any, unknown>
  readonly decode: (u: unknown) => E.Either<InvalidInput, any>
  readonly upcast?: (data: any) => any
}

type PersonalField = readonly [field: string, content: t.Type<any, any, unknown>]

const personalFieldsOf = (codec: t.Type<any, any, unknown>): ReadonlyArray<PersonalField> =>
  codec instanceof RecordType
    ? Object.entries({ ...codec.required, ...codec.optional }).flatMap(([field, type]) =>
        type instanceof PersonalType ? [[field, type.content] as const] : [],
      )
    : []

export class EventFamily<Type extends string, Data> {
  /** The top-level fields that hold personal data in today's version, each with the codec of its clear content. */
  readonly personalFields: ReadonlyArray<PersonalField>

  private constructor(
    readonly type: Type,
    private readonly versions: ReadonlyArray<Version>,
  ) {
    this.personalFields = personalFieldsOf(versions[versions.length - 1]!.codec)
  }

  static first<Type extends string, Data>(type: Type, codec: t.Type<Data, Data, unknown>): EventFamily<Type, Data> {
    return new EventFamily(type, [{ codec, decode: border(type, codec) }])
  }

  /** The next version, and how the one before becomes it. */
  next<Next>(codec: t.Type<Next, Next, unknown>, upcast: (previous: Data) => NoInfer<Next>): EventFamily<Type, Next> {
    const last = this.versions.length - 1
    return new EventFamily<Type, Next>(this.type, [
      ...this.versions.slice(0, last),
      { ...this.versions[last]!, upcast },
      { codec, decode: border(this.type, codec) },
    ])
  }

  /** The version that is written today; versions count from 1. */
  get version(): number {
    return this.versions.length
  }

  codecOf(version: number): t.Type<any, any, unknown> | undefined {
    return this.versions[version - 1]?.codec
  }

  decode(version: number, stored: unknown): E.Either<Undecodable, Data> {
    const written = this.versions[version - 1]
    if (written === undefined)
      return E.left({ _tag: 'NewerEventVersion', type: this.type, version, known: this.versions.length })
    const decoded = written.decode(stored)
    if (E.isLeft(decoded) || version === this.versions.length) return decoded
    let data: unknown = decoded.right
    for (let v = version - 1; v < this.versions.length - 1; v++) data = this.versions[v]!.upcast!(data)
    return E.right(data as Data)
  }
}

export const family = <const Type extends string, Data>(
  type: Type,
  codec: t.Type<Data, Data, unknown>,
): EventFamily<Type, Data> => EventFamily.first(type, codec)

/** What was written before is still true as it stands: the next version only says more. */
export const unchanged = <Data>(data: Data): Data => data

export type AnyFamily = EventFamily<any, any>
/** The union of the events of a list of families. */
export type EventOfFamily<F extends AnyFamily> =
  F extends EventFamily<infer Type, infer Data> ? Event<Type, Data> : never

/** The event types of a stream kind, found by name. */
export class EventCatalog<Ev extends Event> {
  private readonly byType: ReadonlyMap<string, AnyFamily>
  constructor(readonly families: ReadonlyArray<AnyFamily>) {
    this.byType = new Map(families.map((f) => [f.type as string, f]))
  }

  family(type: string): AnyFamily | undefined {
    return this.byType.get(type)
  }

  decode(type: string, version: number, stored: unknown): E.Either<Undecodable, Ev> {
    const found = this.byType.get(type)
    if (found === undefined) return E.left({ _tag: 'UnknownEventType', type })
    const data = found.decode(version, stored)
    return E.isLeft(data) ? data : E.right({ type, data: data.right } as Ev)
  }
}

/** The union of the events of a catalog. */
export type EventIn<C> = C extends EventCatalog<infer Ev> ? Ev : never

export const catalogOf = <const F extends ReadonlyArray<AnyFamily>>(
  families: F,
): EventCatalog<EventOfFamily<F[number]>> => new EventCatalog(families)
