/** `after-sales parked`: work that a role could not finish and put aside; to be tried again, or skipped for good. */
import { InvalidArgumentError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { WorkerRole } from '../domain/worker/index.js'
import { actor, type GivenActor } from './actor.js'
import { ABOUT_STORES, onStores, wrongCall, type Ending, type Work } from './on-stores.js'
import { timeText } from './shown.js'
import type { Verb } from './verb.js'

interface Piece {
  readonly role: WorkerRole
  readonly stream: string
}
interface Options {
  readonly retry?: Piece | 'all'
  readonly discard?: Piece
  readonly reason?: string
  readonly actor?: GivenActor
}

const piece = (given: string): Piece => {
  const at = given.indexOf(':')
  const [role, stream] = [given.slice(0, at), given.slice(at + 1)]
  if (at < 0 || !WorkerRole.is(role) || stream === '')
    throw new InvalidArgumentError('A piece of work is role:stream, such as effects:aftersales_refund-main.F-1.')
  return { role, stream }
}

const EXAMPLES = `
Examples:
  $ npx after-sales parked
  $ npx after-sales parked --retry effects:aftersales_refund-main.F-1 --actor system:on-call
  $ npx after-sales parked --retry all --actor system:on-call
  $ npx after-sales parked --discard feed:aftersales_refund-main.F-1 --reason NOT_NEEDED --actor system:on-call
${ABOUT_STORES}
Mend the cause first: the code says what it was. An order is an event, and the workers carry it out.
Exit codes: 0 nothing is parked, or it was ordered; 1 work is parked, or it could not be ordered; 2 the call was wrong.`

export const parked: Verb = (program, world, finish) => {
  const verb = program
    .command('parked')
    .summary('work that was put aside')
    .description('Lists the work that a role could not finish; orders that it is tried again, or skipped for good.')
    .option('--retry <role:stream>', 'try this again, or "all"', (given) => (given === 'all' ? given : piece(given)))
    .option('--discard <role:stream>', 'skip this for good; needs --reason', piece)
    .option('--reason <code>', 'why it is skipped, in a code of the shop')
    .option('--actor <kind:id>', 'who orders it', actor)
    .addHelpText('after', EXAMPLES)
  const isOrder = ({ retry, discard }: Options): boolean => retry !== undefined || discard !== undefined
  onStores<Options>(
    verb,
    world,
    finish,
    (options) => ({ log: isOrder(options), rows: 'read' }),
    (work) => (isOrder(work.options) ? order(work) : list(work)),
  )
}

const list = async ({ operations, say, table, ended, paint }: Work<Options>): Promise<Ending> => {
  const found = await operations.parked()()
  if (E.isLeft(found)) return found
  const columns = [
    { title: say('role', '角色') },
    { title: say('stream', '事件流') },
    { title: say('event', '事件号'), align: 'right' as const, whole: true as const },
    { title: say('code', '代码') },
    { title: say('tries', '次数'), align: 'right' as const, whole: true as const },
    { title: say('first', '首次'), whole: true as const },
    { title: say('last', '最近'), whole: true as const },
  ]
  const isEmpty = found.right.length === 0
  return ended(
    { parked: found.right },
    () =>
      isEmpty
        ? `${paint('green', say('nothing is parked', '没有搁置的工作'))}\n`
        : table(
            columns,
            found.right.map(({ role, stream, revision, code, attempts, firstAt, lastAt }) => [
              ...[role, stream, String(revision), code, String(attempts), timeText(firstAt), timeText(lastAt)],
            ]),
          ),
    isEmpty,
  )
}

const order = async ({ operations, options, say, ended }: Work<Options>): Promise<Ending> => {
  const { retry, discard, reason, actor: by } = options
  if (retry !== undefined && discard !== undefined)
    return wrongCall('--retry and --discard are two orders', '--retry 与 --discard 不能同时使用')
  if (by === undefined) return wrongCall('say who orders it: --actor kind:id', '请用 --actor kind:id 说明由谁下令')
  if ((discard === undefined) !== (reason === undefined))
    return wrongCall('--discard goes with --reason', '--discard 须与 --reason 一起使用')
  const caller = { actor: { ...by } }
  const ordered: Array<Piece> = []
  if (discard !== undefined) {
    const done = await operations.discardParked({ ...discard, reason: reason! }, caller)()
    if (E.isLeft(done)) return done
    ordered.push(discard)
  } else {
    const all = retry === 'all' ? await operations.parked()() : E.right([retry!])
    if (E.isLeft(all)) return all
    for (const { role, stream } of all.right as ReadonlyArray<Piece>) {
      const done = await operations.retryParked({ role, stream }, caller)()
      if (E.isLeft(done)) return done
      ordered.push({ role, stream })
    }
  }
  const count = ordered.length
  return ended(
    { ordered },
    () => `${say(`ordered: ${count}; the workers do it`, `已下令:${count} 项,由后台任务执行`)}\n`,
  )
}
