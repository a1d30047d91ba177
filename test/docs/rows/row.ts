/**
 * The shape of the tables: who asks what, what is answered, and which test fails when that is no longer so. Names of
 * commands, events and failures are checked by the compiler here, and against the code's own catalogs by
 * `../tables.spec.ts`.
 */
import type {
  AfterSalesError,
  AfterSalesFunctions,
  AllowanceCommand,
  CompensationCommand,
  EntitlementCommand,
  NoticeCommand,
  RefundCommand,
  RepairCommand,
  ReplacementCommand,
  RequestCommand,
  ReturnCommand,
  WorkCommand,
  WorkerCommand,
} from 'after-sales'
import type { DomainEvent } from 'after-sales/domain'

export type CommandType = (
  | EntitlementCommand
  | RequestCommand
  | ReturnCommand
  | RefundCommand
  | ReplacementCommand
  | RepairCommand
  | CompensationCommand
  | AllowanceCommand
  | NoticeCommand
  | WorkerCommand
  | WorkCommand
)['type']
export type EventType = DomainEvent['type']
export type Failure = AfterSalesError['_tag']

type NamesIn<F> = {
  [K in keyof F & string]: F[K] extends (...args: never) => unknown ? K : `${K}.${keyof F[K] & string}`
}[keyof F & string]
/** A function of the façade, such as `requests.open`. */
export type Call = NamesIn<AfterSalesFunctions>

/** A test by its file and its title, or as much of the title as tells it apart. */
export interface Proof {
  readonly file: string
  readonly title: string
}

export const testsIn =
  (path: string) =>
  (title: string): Proof => ({ file: `test/${path}.spec.ts`, title })

export interface Row {
  /** What happens, as a person of the trade says it. */
  readonly what: string
  /** Who asks: people, or the news that a reaction or a timer brings. */
  readonly by: string
  readonly command: CommandType
  readonly call?: Call
  /** What is answered when it is possible. */
  readonly events: Readonly<Partial<Record<EventType, Proof>>>
  /** What is answered when it is not; or why it always is. */
  readonly failures: Readonly<Partial<Record<Failure, Proof>>> | string
}

/** A row of the trade that we do not have, and why. */
export interface LeftOut {
  readonly what: string
  readonly because: string
}

export interface Chapter {
  readonly title: string
  readonly rows: ReadonlyArray<Row>
  readonly leftOut: ReadonlyArray<LeftOut>
}

export interface KillerCase {
  readonly number: number
  readonly what: string
  readonly proofs: ReadonlyArray<Proof>
  /** What of it waits for the policy engine, where something does. */
  readonly later?: string
}
