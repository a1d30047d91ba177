/** `after-sales lag`: how far each role of the workers is behind the log. */
import { InvalidArgumentError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { MOST_COUNTED } from '../runtime/lag.js'
import { ABOUT_STORES, onStores } from './on-stores.js'
import { ageText, countText, timeText } from './shown.js'
import type { Verb } from './verb.js'

interface Options {
  readonly max?: number
}

const most = (given: string): number => {
  const count = Number(given)
  if (given.trim() === '' || !Number.isInteger(count) || count < 0 || count >= MOST_COUNTED)
    throw new InvalidArgumentError(`A whole number from 0 to ${MOST_COUNTED - 1}.`)
  return count
}

const EXAMPLES = `
Examples:
  $ npx after-sales lag
  $ npx after-sales lag --max 1000 || page-somebody
${ABOUT_STORES}
It reads what the roles have not seen yet; counting ends at ${countText(MOST_COUNTED)} events.
Exit codes: 0 no role is more than --max behind, 1 one is or it could not be told, 2 the call was wrong.`

export const lag: Verb = (program, world, finish) => {
  const verb = program
    .command('lag')
    .summary('how far the workers are behind the log')
    .description('Shows for each role of the workers how many events it has not committed yet, and since when.')
    .option('--max <events>', 'end with 1 where a role is further behind', most)
    .addHelpText('after', EXAMPLES)
  onStores<Options>(verb, world, finish, { log: true, rows: 'read' }, async (work) => {
    const { operations, options, say, table, ended } = work
    const { max = MOST_COUNTED, lang } = options
    const roles = await operations.lag()()
    if (E.isLeft(roles)) return roles
    const columns = [
      { title: say('role', '角色') },
      { title: say('events behind', '落后事件数'), align: 'right' as const, whole: true as const },
      { title: say('since', '起'), whole: true as const },
      { title: say('for', '已落后'), align: 'right' as const, whole: true as const },
    ]
    const lines = () =>
      roles.right.map(({ role, events, since }) => {
        const text = `${countText(events)}${events === MOST_COUNTED ? '+' : ''}`
        const count = events > max ? { text, color: 'red' as const } : text
        return [role, count, timeText(since), ageText(since, world.clock.now(), lang)]
      })
    const isWell = roles.right.every(({ events }) => events <= max)
    return ended({ roles: roles.right }, () => table(columns, lines()), isWell)
  })
}
