/** `after-sales rebuild`: rows are thrown away and made from the log once more, here and now, or by workers that run. */
import { InvalidArgumentError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { READ_MODELS } from '../projections/index.js'
import { identityOf, type ReadModel } from '../projections/read-model.js'
import type { AfterSalesError } from '../runtime/errors.js'
import { fractionOf, type BuildProgress } from '../runtime/projecting/build-progress.js'
import { listMarks } from '../runtime/projecting/marks.js'
import { rebuildHere } from '../runtime/projecting/rebuild.js'
import { identityIs } from '../runtime/projecting/upkeep.js'
import { sharesOf } from './build-share.js'
import { ABOUT_STORES, notDone, onStores, wrongCall, type Ending, type Work } from './on-stores.js'
import { progressOf } from './progress.js'
import { isYes } from './terminal.js'
import type { Verb } from './verb.js'

interface Options {
  readonly parts?: number
  readonly retire?: true
  readonly yes?: true
}

const MOST_PARTS = 16
const parts = (given: string): number => {
  const count = Number(given)
  if (!Number.isInteger(count) || count < 1 || count > MOST_PARTS)
    throw new InvalidArgumentError(`A whole number from 1 to ${MOST_PARTS}.`)
  return count
}

const EXAMPLES = `
Read models: ${READ_MODELS.map(({ name }) => name).join(', ')}; without a name, all of them.

Examples:
  $ npx after-sales rebuild ledger clearing
  $ npx after-sales rebuild --parts 4
  $ npx after-sales rebuild --retire
${ABOUT_STORES}
Rows that are not there yet are made, a file included. While rows are being made, what they answer is READ_MODEL.NOT_BUILT.
On a terminal it asks before it throws away rows that are read; --yes says yes.
Where workers run, they make them, and this command waits; it takes over if they go away. Where none runs, it makes them
itself, and workers that start meanwhile stand by until it is through. Ctrl-C or a crash does no harm: the same command,
or the next worker, goes on from there; with --parts it begins anew.
--parts makes them in several threads, and refuses to while workers run: stop them first.
--retire only throws away the rows of versions that no instance works on and this release does not know.
Exit codes: 0 done, 1 not done, 2 the call was wrong.`

export const rebuild: Verb = (program, world, finish) => {
  const verb = program
    .command('rebuild')
    .summary('make read models anew from the log')
    .description('Throws the rows of read models away and makes them from the log once more.')
    .argument('[read-model...]', 'which; all without one')
    .option('--parts <threads>', 'build in so many threads', parts)
    .option('--yes', 'do not ask')
    .option('--retire', 'throw away what no release works on any more, and build nothing')
    .addHelpText('after', EXAMPLES)
  const needs = ({ retire }: Options) => ({ log: true, rows: retire === true ? 'read' : 'make' }) as const
  onStores<Options>(verb, world, finish, needs, (work, names: ReadonlyArray<string>) =>
    work.options.retire === true ? retire(work, names) : build(work, names),
  )
}

const retire = async (
  { operations, options, say, ended }: Work<Options>,
  names: ReadonlyArray<string>,
): Promise<Ending> => {
  if (names.length > 0 || options.parts !== undefined || options.yes === true)
    return wrongCall('--retire goes alone', '--retire 须单独使用')
  const retired = await operations.retireReadModels()()
  if (E.isLeft(retired)) return retired
  const nothing = say('nothing to throw away', '没有可清除的内容')
  return ended({ retired: retired.right }, () => `${retired.right.join('\n') || nothing}\n`)
}

const build = async (work: Work<Options>, names: ReadonlyArray<string>): Promise<Ending> => {
  const { runtime, operations, stores, options, world, addresses, say, ended, paint } = work
  const wanted: Array<ReadModel> = names.length === 0 ? [...READ_MODELS] : []
  for (const readModel of new Set(names)) {
    const model = READ_MODELS.find(identityIs(readModel))
    if (model === undefined) return E.left({ _tag: 'ReadModelUnknown', readModel })
    if (!wanted.includes(model)) wanted.push(model)
  }
  const parked = await operations.parked()()
  if (E.isLeft(parked)) return parked
  // Rows that are made anew hold these events; tried again later, they would be in them twice.
  if (parked.right.some(({ role }) => role === 'projections')) return notDone(PARKED.en, PARKED.zh)

  const agreed = await isAgreed(work, wanted)
  if (E.isLeft(agreed)) return agreed
  if (!agreed.right) return notDone(DECLINED.en, DECLINED.zh)

  const progress = progressOf(world, options)
  const what = wanted.map(identityOf).join(', ')
  const onProgress = ({ position, upTo, perSecond, leftMs }: BuildProgress): void =>
    progress.at({ what, perSecond, leftMs, fraction: fractionOf(position, upTo) })
  const { parts: of } = options
  const built = await rebuildHere(runtime, stores.rows, READ_MODELS, {
    wanted,
    ...{ signal: world.interrupted(), onProgress },
    ...(of === undefined || of === 1
      ? {}
      : { shares: sharesOf(of, world.thread, { addresses, tenant: runtime.tenant }, onProgress) }),
    onWaiting: () => progress.note(say(WAITING.en, WAITING.zh)),
  })
  progress.done()
  if (E.isLeft(built)) return built
  const by = built.right
  if (by === 'busy') return notDone(BUSY.en, BUSY.zh)
  const text = say(
    `made anew${by === 'workers' ? ' by the workers' : ''}: ${what}`,
    `已${by === 'workers' ? '由后台任务' : ''}重建:${what}`,
  )
  return ended({ rebuilt: wanted.map(identityOf), by }, () => `${paint('green', text)}\n`)
}

/** Rows that are read will be missing for a while. Where nobody can be asked, the command itself is the order. */
const isAgreed = async (
  { world, options, stores, runtime, say }: Work<Options>,
  wanted: ReadonlyArray<ReadModel>,
): Promise<E.Either<AfterSalesError, boolean>> => {
  if (world.ask === undefined || options.yes === true) return E.right(true)
  const marks = await listMarks(stores.rows, runtime.tenant)
  if (E.isLeft(marks)) return marks
  const served = wanted.map(identityOf).filter((name) => marks.right.has(name))
  if (served.length === 0) return E.right(true)
  const names = served.join(', ')
  const question = say(
    `The rows of ${names} are thrown away; until they are made anew, what they answer is READ_MODEL.NOT_BUILT. Go on? [y/N] `,
    `将清除 ${names} 的数据;重建完成之前,相关查询返回 READ_MODEL.NOT_BUILT。继续? [y/N] `,
  )
  return E.right(isYes(await world.ask(question)))
}

const DECLINED = { en: 'nothing was done', zh: '未做任何更改' }
const WAITING = {
  en: 'workers have the role projections, or were killed seconds ago: waiting for them',
  zh: '后台任务正担任 projections 角色(或刚被终止):正在等待',
}
const BUSY = {
  en: 'workers have the role projections: stop them, or rebuild without --parts',
  zh: '后台任务正担任 projections 角色:请先停止它们,或不使用 --parts 重建',
}
const PARKED = {
  en: 'work of the role projections is parked: order its retry first (npx after-sales parked), or discard it',
  zh: 'projections 角色有搁置的工作:请先下令重试(npx after-sales parked)或放弃',
}
