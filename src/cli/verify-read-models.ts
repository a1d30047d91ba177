/** `after-sales verify-read-models`: are the rows what the log says? They are made once more beside, and compared. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describeSqliteOpenError, sqliteReadModelStore } from '../adapters/sqlite/index.js'
import type { ReadModelStore } from '../ports/read-model-store.js'
import { READ_MODELS } from '../projections/index.js'
import { identityOf } from '../projections/read-model.js'
import { fractionOf, timeLeft } from '../runtime/projecting/build-progress.js'
import { followersName } from '../runtime/projecting/following.js'
import type { VerifiedReadModel } from '../runtime/projecting/upkeep.js'
import { storedStanding } from '../runtime/workers/checkpoint.js'
import type { AfterSalesError } from '../runtime/errors.js'
import { ABOUT_STORES, onStores, type Refused, type Work } from './on-stores.js'
import { progressOf } from './progress.js'
import { countText } from './shown.js'
import type { Verb } from './verb.js'

const EXAMPLES = `
Examples:
  $ npx after-sales verify-read-models
  $ npx after-sales verify-read-models --json > verified.json
${ABOUT_STORES}
Workers may go on meanwhile, and nothing is changed. The rows to compare with are made in a file in the folder for
temporary files (TMPDIR), as large as the rows themselves, which is removed at the end and at Ctrl-C.
Exit codes: 0 all rows are what the log says, 1 some are not or it could not be told, 2 the call was wrong.`

export const verifyReadModels: Verb = (program, world, finish) => {
  const verb = program
    .command('verify-read-models')
    .summary('are the rows what the log says?')
    .description('Makes all rows once more from the log, beside those that people read, and compares them.')
    .addHelpText('after', EXAMPLES)
  onStores(verb, world, finish, { log: true, rows: 'read' }, async (work) => {
    const { runtime, stores, operations, options, ended } = work
    const standing = await storedStanding(stores.rows, followersName(runtime.tenant))
    if (E.isLeft(standing)) return standing
    const end = standing.right.at.position
    const progress = progressOf(world, options)
    const left = timeLeft()
    const signal = world.interrupted()
    const verified = await onScratch((scratch) =>
      operations.verifyReadModels({
        ...{ scratch, signal },
        onProgress: ({ position, perSecond }, readModel) => {
          const before = READ_MODELS.findIndex((model) => identityOf(model) === readModel)
          const part = fractionOf(position, end)
          const fraction = part === undefined ? undefined : (before + part) / READ_MODELS.length
          const leftMs = left(Date.parse(world.clock.now()), fraction)
          progress.at({ what: readModel, fraction, perSecond, leftMs })
        },
      })(),
    )
    progress.done()
    if (E.isLeft(verified)) return verified
    const isWell = verified.right.every(({ wrong }) => wrong === 0)
    return ended({ readModels: verified.right }, () => verifiedText(work, verified.right), isWell)
  })
}

/** With an empty store that is gone afterwards, whatever happens. */
const onScratch = async <A>(
  use: (scratch: ReadModelStore) => Promise<E.Either<AfterSalesError, A>>,
): Promise<E.Either<AfterSalesError | Refused, A>> => {
  const folder = await mkdtemp(join(tmpdir(), 'after-sales-verify-'))
  try {
    const scratch = await sqliteReadModelStore({ file: join(folder, 'rows.db') })()
    if (E.isLeft(scratch)) return E.left({ _tag: 'WrongCall', ...describeSqliteOpenError(scratch.left) })
    try {
      return await use(scratch.right)
    } finally {
      await scratch.right.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const MOST_SHOWN = 10

const verifiedText = ({ say, table, paint }: Work<unknown>, verified: ReadonlyArray<VerifiedReadModel>): string => {
  const models = table(
    [{ title: say('read model', '读模型') }, { title: say('wrong rows', '不符的行'), align: 'right', whole: true }],
    verified.map(({ readModel, wrong }) => [
      readModel,
      { text: countText(wrong), color: wrong === 0 ? ('green' as const) : ('red' as const) },
    ]),
  )
  const WHAT = {
    missing: say('missing', '缺失'),
    surplus: say('surplus', '多余'),
    differs: say('differs', '不同'),
  }
  const differences = verified.flatMap(({ readModel, differences }) =>
    differences.slice(0, MOST_SHOWN).map(({ list, key, what }) => [readModel, WHAT[what], list ?? '', key]),
  )
  if (differences.length === 0)
    return `${models}\n${paint('green', say('all rows are what the log says', '所有行均与日志一致'))}\n`
  const columns = [say('read model', '读模型'), say('what', '差异'), say('order', '列表'), say('row', '行')]
  const first = table(
    columns.map((title) => ({ title })),
    differences,
  )
  const mend = say(
    'mend: npx after-sales rebuild READ-MODEL; find out first who writes into these tables',
    '解决:npx after-sales rebuild READ-MODEL;请先查明是谁改动了这些表',
  )
  return `${models}\n${first}\n${mend}\n`
}
