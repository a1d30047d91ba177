/** A verb that works on stores: the options that name them, what it is given, and how it ends when something is wrong. */
import { InvalidArgumentError, type Command } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import type { Sentence } from '../domain/kernel/sentence.js'
import { Tenant } from '../domain/values/ids.js'
import { describe, type AfterSalesError } from '../runtime/errors.js'
import { libraryOn, type Library } from './library.js'
import { redacted } from './redacted.js'
import { openStores, type Addresses, type Needs, type Stores, type StoresProblem } from './stores.js'
import { tableOf, type Cell, type Column } from './table.js'
import { painter, type Paint } from './terminal.js'
import { withCommonOptions, type CommonOptions } from './verb.js'
import { EXIT, type ExitCode, type World } from './world.js'

export interface StoreOptions extends CommonOptions, Addresses {
  readonly tenant: string
}

export interface Work<Options> extends Library {
  readonly options: Options & StoreOptions
  readonly stores: Stores
  readonly world: World
  readonly addresses: Addresses
  readonly paint: Paint
  /** The one of the two sentences. */
  readonly say: (en: string, zh: string) => string
  readonly table: (columns: ReadonlyArray<Column>, rows: ReadonlyArray<ReadonlyArray<Cell>>) => string
  /** The result: as JSON where that was asked for, else as the text; and how the command ends. */
  readonly ended: (result: Readonly<Record<string, unknown>>, text: () => string, isWell?: boolean) => Ending
}

/** `WrongCall`: it makes no sense. `NotDone`: it does, and not now. Nothing was done. */
export interface Refused extends Sentence {
  readonly _tag: 'WrongCall' | 'NotDone'
}
export type Ending = E.Either<AfterSalesError | Refused, ExitCode>

export const wrongCall = (en: string, zh: string): Ending => E.left({ _tag: 'WrongCall', en, zh })
export const notDone = (en: string, zh: string): Ending => E.left({ _tag: 'NotDone', en, zh })

/** What the library says no to because of how it was called. */
const WRONG_CALLS: ReadonlySet<string> = new Set<AfterSalesError['_tag']>([
  ...(['InvalidInput', 'ReadModelUnknown', 'StatementDoesNotFit', 'IdTooLong'] as const),
])

const tenant = (given: string): string => {
  if (!Tenant.is(given)) throw new InvalidArgumentError('A tenant is 1 to 32 of a-z and 0-9.')
  return given
}

/** Stands below the examples of each verb on stores. */
export const ABOUT_STORES = `
Stores: --log sqlite:FILE or esdb://…, else the variable AFTER_SALES_LOG;
        --rows sqlite:FILE or postgres://…, else AFTER_SALES_ROWS.
The variables are better where a password stands in them: other users of the machine see the arguments of a command.`

/** Adds the common options, and runs the verb on its stores; to be called last. */
export const onStores = <Options>(
  verb: Command,
  world: World,
  finish: (code: ExitCode) => void,
  needs: Needs | ((options: Options) => Needs),
  run: (work: Work<Options>, ...args: ReadonlyArray<never>) => Promise<Ending>,
): void => {
  const needsOf = typeof needs === 'function' ? needs : () => needs
  verb
    .option('--log <address>', 'where the events are')
    .option('--rows <address>', 'where the read models are')
    .option('--schema <name>', 'schema of the rows in PostgreSQL (default: "after_sales")')
    .option('--tenant <name>', 'which of the shops in one log', tenant, 'main')
  withCommonOptions(verb).action(async (...given: ReadonlyArray<unknown>) => {
    const options = given.at(-2) as Options & StoreOptions
    const args = given.slice(0, -2) as unknown as ReadonlyArray<never>
    finish(await working(options, args, world, needsOf(options), run))
  })
}

const working = async <Options>(
  options: Options & StoreOptions,
  args: ReadonlyArray<never>,
  world: World,
  needs: Needs,
  run: (work: Work<Options>, ...args: ReadonlyArray<never>) => Promise<Ending>,
): Promise<ExitCode> => {
  const { lang, json } = options
  const addresses: Addresses = {
    log: options.log ?? world.env['AFTER_SALES_LOG'],
    rows: options.rows ?? world.env['AFTER_SALES_ROWS'],
    schema: options.schema,
  }
  const failed = ({ isUsage, ...error }: StoresProblem): ExitCode => {
    if (json === true) world.out(`${redacted(JSON.stringify({ ok: false, error }, null, 2))}\n`)
    else world.err(redacted(`${lang === 'en' ? 'error: ' : '错误:'}${error[lang]}\n`))
    return isUsage ? EXIT.usage : EXIT.problems
  }
  const opened = await openStores(addresses, needs, world.clock)
  if (E.isLeft(opened)) return failed(opened.left)
  const stores = opened.right
  const paint = painter(world.hasColors)
  try {
    const ending = await run(
      {
        ...libraryOn(stores, options.tenant, world.clock),
        ...{ options, stores, world, addresses, paint },
        say: (en, zh) => (lang === 'en' ? en : zh),
        table: (columns, rows) => tableOf(columns, rows, { paint, columns: world.columns }),
        ended: (result, text, isWell = true) => {
          world.out(json === true ? `${JSON.stringify({ ok: isWell, ...result }, null, 2)}\n` : text())
          return E.right(isWell ? EXIT.ok : EXIT.problems)
        },
      },
      ...args,
    )
    return E.isRight(ending) ? ending.right : failed(problemOf(ending.left))
  } finally {
    await stores.close()
  }
}

const problemOf = (error: AfterSalesError | Refused): StoresProblem =>
  isRefused(error)
    ? { code: CODES[error._tag], ...inWords(error), retryable: false, isUsage: error._tag === 'WrongCall' }
    : { ...describe(error), isUsage: WRONG_CALLS.has(error._tag) }

const CODES: Readonly<Record<Refused['_tag'], string>> = { WrongCall: 'CLI.WRONG_CALL', NotDone: 'CLI.NOT_DONE' }
const isRefused = (error: AfterSalesError | Refused): error is Refused => error._tag in CODES
const inWords = ({ en, zh }: Sentence): Sentence => ({ en, zh })
