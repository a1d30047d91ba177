/** `after-sales withdraw-statement ID`: the wrong file was reconciled; what it brought into the queue is taken back. */
import * as E from 'fp-ts/lib/Either.js'
import { ABOUT_STORES, onStores } from './on-stores.js'
import { countText } from './shown.js'
import type { Verb } from './verb.js'

const EXAMPLES = `
Examples:
  $ npx after-sales withdraw-statement 5f2c…
${ABOUT_STORES}
\`reconcile\` prints the id last. What only that statement has shown is gone; what only it explained is open again, until the
right file is reconciled.
Exit codes: 0 it was taken back; 1 no such statement was reconciled; 2 the call was wrong.`

export const withdrawStatement: Verb = (program, world, finish) => {
  const verb = program
    .command('withdraw-statement')
    .summary('take back a statement that was the wrong file')
    .description('Takes back a statement that was reconciled by mistake.')
    .argument('<id>', 'the statement, as `reconcile` has named it')
    .addHelpText('after', EXAMPLES)
  onStores(
    verb,
    world,
    finish,
    { log: false, rows: 'read' },
    async ({ operations, say, ended }, statementId: string) => {
      const done = await operations.withdrawStatement({ statementId })()
      if (E.isLeft(done)) return done
      const { reopened, removed } = done.right
      const said = say(
        `taken back: ${countText(removed.length)} exceptions are gone, ${countText(reopened.length)} are open again`,
        `已撤回:删除 ${countText(removed.length)} 个差异,重新打开 ${countText(reopened.length)} 个`,
      )
      return ended({ ...done.right }, () => `${said}\n`)
    },
  )
}
