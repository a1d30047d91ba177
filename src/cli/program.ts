/**
 * The program behind the command: its verbs, its help, and what a wrong call ends with. A later verb is one more file
 * and one more line in `VERBS`.
 */
import { Command, CommanderError } from 'commander'
import { caseVerb } from './case.js'
import { esdbCheck } from './esdb-check.js'
import { lag } from './lag.js'
import { parked } from './parked.js'
import { queues } from './queues.js'
import { rebuild } from './rebuild.js'
import { reconcile } from './reconcile.js'
import { redacted } from './redacted.js'
import { trail } from './trail.js'
import type { Verb } from './verb.js'
import { verifyReadModels } from './verify-read-models.js'
import { withdrawStatement } from './withdraw-statement.js'
import { EXIT, type ExitCode, type World } from './world.js'

const VERBS: ReadonlyArray<Verb> = [
  ...[queues, caseVerb, trail],
  ...[lag, parked, reconcile, withdrawStatement, verifyReadModels, rebuild],
  esdbCheck,
]

export const runCommand = async (args: ReadonlyArray<string>, world: World): Promise<ExitCode> => {
  let code: ExitCode = EXIT.ok
  const program = new Command('after-sales')
    .description('Looks into and after an after-sales system.')
    .version(world.version, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: world.out,
      writeErr: (text) => world.err(redacted(text)),
      getOutHasColors: () => world.hasColors,
      getErrHasColors: () => false,
    })
    .addHelpText('after', '\nExit codes: 0 all is well, 1 something is not, 2 the call was wrong.')
  for (const verb of VERBS) verb(program, world, (ending) => (code = ending))
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    // A bug of ours. It is told in full, but for what nobody may read in a log.
    world.err(redacted(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`))
    return EXIT.problems
  }
}
