/**
 * `after-sales esdb-check`: can this library work on that EventStoreDB, and if not, why not. With `--setup` it also
 * sets the rights that are missing, after showing what it will write and asking.
 */
import { InvalidArgumentError, type Command } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { checkServer } from '../adapters/eventstoredb/check.js'
import type { Finding } from '../adapters/eventstoredb/check-finding.js'
import { openCheckSession, type CheckSession } from '../adapters/eventstoredb/check-session.js'
import { setUpRights, type SetupReport } from './esdb-setup.js'
import { findingsAsText } from './findings.js'
import { withCommonOptions, type CommonOptions, type Verb } from './verb.js'
import { EXIT, type ExitCode, type World } from './world.js'

interface Options extends CommonOptions {
  readonly connection?: string
  readonly role?: ReadonlyArray<string>
  readonly setup?: true
  readonly yes?: true
}

const DEFAULT_ROLE = 'after-sales'

/** `$all` would mean every user, and the server's own groups have their rights already. */
const isRole = (given: string): boolean => /^[^\s$][^\s]{0,99}$/.test(given)
const NO_ROLE = 'A role has no blanks and no $ in front.'

const role = (given: string, before: ReadonlyArray<string> = []): ReadonlyArray<string> => {
  if (!isRole(given)) throw new InvalidArgumentError(NO_ROLE)
  return before.includes(given) ? before : [...before, given]
}

const ASK_ROLE = {
  en: `Role or user of the application [${DEFAULT_ROLE}]: `,
  zh: `应用程序的角色或用户名 [${DEFAULT_ROLE}]: `,
}

const EXAMPLES = `
Examples:
  $ export ESDB_CONNECTION_STRING='esdb://shop:secret@db.example.com:2113?tlsCAFile=/etc/esdb/ca.crt'
  $ npx after-sales esdb-check
  $ npx after-sales esdb-check --json
  $ npx after-sales esdb-check --setup --role shop      (as an administrator)

The variable is better than --connection: other users of the machine see the arguments of a command.
The check writes nothing to the server; --setup writes only what it has shown and you have agreed to.
Exit codes: 0 all is well (warnings allowed), 1 problems were found, 2 the call was wrong.`

export const esdbCheck: Verb = (program, world, finish) => {
  const verb = program
    .command('esdb-check')
    .summary('check an EventStoreDB server and the rights on it')
    .description(
      'Checks an EventStoreDB or KurrentDB server, and the rights on it, and says how to mend what is wrong.',
    )
    .option('--connection <string>', 'connection string; default: the variable ESDB_CONNECTION_STRING')
    .option('--role <name>', `role or user of the application; may be repeated (default: "${DEFAULT_ROLE}")`, role)
    .option('--setup', 'set the rights that are missing, after asking; needs an administrator')
    .option('--yes', 'do not ask (with --setup)')
    .addHelpText('after', EXAMPLES)
  withCommonOptions(verb).action(async (options: Options) => finish(await run(verb, options, world)))
}

const run = async (verb: Command, options: Options, world: World): Promise<ExitCode> => {
  const { lang } = options
  const connectionString = options.connection ?? world.env['ESDB_CONNECTION_STRING'] ?? ''
  const usage = (en: string, zh: string): never => verb.error({ en, zh }[lang], { exitCode: EXIT.usage })
  if (connectionString.trim() === '')
    return usage(
      'error: no server: set ESDB_CONNECTION_STRING, or give --connection',
      '错误:未指定服务器:请设置 ESDB_CONNECTION_STRING 或使用 --connection',
    )
  if (options.yes === true && options.setup !== true)
    return usage('error: --yes goes with --setup', '错误:--yes 须与 --setup 一起使用')
  if (options.setup === true && options.yes !== true && world.ask === undefined)
    return usage(
      'error: nobody sits at a terminal to be asked: give --yes to set up without a question',
      '错误:没有可供询问的终端:如需直接设置,请使用 --yes',
    )

  const opened = await openCheckSession({ connectionString })
  if (E.isLeft(opened)) return report(opened.left, undefined, options, world)
  const session = opened.right
  try {
    const isAsked = options.setup === true && options.yes !== true && options.role === undefined
    const given = isAsked ? ((await world.ask?.(ASK_ROLE[lang])) ?? '').trim() : ''
    if (given !== '' && !isRole(given)) return usage(`error: ${NO_ROLE}`, '错误:角色名不能含空格,也不能以 $ 开头')
    const roles = options.role ?? [given === '' ? DEFAULT_ROLE : given]
    if (options.setup !== true) return report(await checkServer(session, roles), undefined, options, world)
    const setup = await setUpRights(session, roles, { lang, agrees: options.yes === true, world })
    return report(await checkAgain(session, roles), setup, options, world)
  } finally {
    await session.close()
  }
}

/** After a setup the user is known to be an administrator, and was asked to be one. */
const checkAgain = async (session: CheckSession, roles: ReadonlyArray<string>): Promise<ReadonlyArray<Finding>> =>
  (await checkServer(session, roles)).filter(({ check }) => check !== 'user')

const report = (
  findings: ReadonlyArray<Finding>,
  setup: SetupReport | undefined,
  { lang, json }: Options,
  world: World,
): ExitCode => {
  const isWell = findings.every(({ state }) => state !== 'problem') && setup?.problem === undefined
  if (json === true) {
    const result = { ok: isWell, findings, ...(setup === undefined ? {} : { setup }) }
    world.out(`${JSON.stringify(result, null, 2)}\n`)
  } else world.out(findingsAsText(findings, lang, world.hasColors))
  return isWell ? EXIT.ok : EXIT.problems
}
