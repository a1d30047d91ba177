/** The dialog of `esdb-check --setup`: shows each event that it would write, asks, writes, and tells what came of it. */
import * as E from 'fp-ts/lib/Either.js'
import type { CheckSession } from '../adapters/eventstoredb/check-session.js'
import { describeSetupProblem } from '../adapters/eventstoredb/setup-problem.js'
import type { JsonObject } from '../adapters/eventstoredb/setup-rights.js'
import { applyChange, planSetup, type Change, type SetupProblem } from '../adapters/eventstoredb/setup.js'
import type { Described } from '../domain/kernel/sentence.js'
import { isYes } from './terminal.js'
import type { Language } from './verb.js'
import type { World } from './world.js'

interface ShownChange {
  readonly stream: Change['stream']
  readonly type: Change['type']
  readonly before?: JsonObject
  readonly after: JsonObject
}

export interface SetupReport {
  readonly written: ReadonlyArray<ShownChange>
  /** Shown, and not agreed to. */
  readonly declined: ReadonlyArray<ShownChange>
  readonly problem?: Described
}

interface Dialog {
  readonly lang: Language
  /** To everything, without a question. */
  readonly agrees: boolean
  readonly world: World
}

const WORDS = {
  en: {
    nothing: 'setup: nothing is missing, nothing was written',
    change: ({ stream, type }: Change) => `setup: an event ${type} to ${stream}`,
    before: 'now:    ',
    after: 'new:    ',
    effect: 'effect: ',
    none: '(nothing)',
    question: 'Write this event? [y/N] ',
    written: 'written',
    declined: 'not written',
    user: (roles: string) =>
      `setup: the application's user must bear the name ${roles}, or belong to that group; ` +
      'then run this check once more as that user',
  },
  zh: {
    nothing: '设置:没有缺失的权限,未写入任何内容',
    change: ({ stream, type }: Change) => `设置:向 ${stream} 写入 ${type} 事件`,
    before: '当前:',
    after: '新值:',
    effect: '影响:',
    none: '(无)',
    question: '写入此事件? [y/N] ',
    written: '已写入',
    declined: '未写入',
    user: (roles: string) => `设置:应用程序的用户名须为 ${roles},或属于该组;然后请以该用户再次运行检查`,
  },
} as const

export const setUpRights = async (
  session: CheckSession,
  roles: ReadonlyArray<string>,
  { lang, agrees, world }: Dialog,
): Promise<SetupReport> => {
  const words = WORDS[lang]
  const say = (line: string): void => world.err(`${line}\n`)
  const written: Array<Change> = []
  const declined: Array<Change> = []
  const report = (problem?: SetupProblem): SetupReport => {
    const described = problem === undefined ? undefined : describeSetupProblem(problem)
    if (described !== undefined) say(described[lang])
    return {
      written: written.map(shown),
      declined: declined.map(shown),
      ...(described === undefined ? {} : { problem: described }),
    }
  }

  const plan = await planSetup(session, roles)
  if (E.isLeft(plan)) return report(plan.left)
  if (plan.right.length === 0) say(words.nothing)
  for (const change of plan.right) {
    const { before, after, effect } = change
    say(words.change(change))
    say(`  ${words.before}${before === undefined ? words.none : JSON.stringify(before)}`)
    say(`  ${words.after}${JSON.stringify(after)}`)
    say(`  ${words.effect}${effect[lang]}`)
    if (!agrees && !isYes(await world.ask?.(`  ${words.question}`))) {
      say(`  ${words.declined}`)
      declined.push(change)
      continue
    }
    const applied = await applyChange(session, change)
    if (E.isLeft(applied)) return report(applied.left)
    say(`  ${words.written}`)
    written.push(change)
  }
  say(`${words.user(roles.join(', '))}\n`)
  return report()
}

const shown = ({ stream, type, before, after }: Change): ShownChange => ({
  stream,
  type,
  ...(before === undefined ? {} : { before }),
  after,
})
