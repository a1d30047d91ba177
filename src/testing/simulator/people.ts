/**
 * The people around a case, all at once and in no agreed order; who they are: `people/cast.ts`. Each looks at how things
 * stand, does one thing, and thinks for a while. A call that is not answered is repeated under the same id, on whatever
 * instance is up; whoever is told no does not ask the same again before something has happened.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Actor } from '../../domain/values/actor.js'
import { describe } from '../../runtime/errors.js'
import { castOf } from './people/cast.js'
import type { Do, Option, PeopleMeans } from './people/option.js'

const ANSWER_MS = 120_000
const AGAIN_MS = 15_000
const MOST_TRIES = 400
const OPERATOR_MS = 3 * 3_600_000

const OPERATOR: Actor = { kind: 'agent', id: 'operator' }

export const people = (means: PeopleMeans) => {
  const { world, chance, scenario } = means
  let busy = 0
  let numbered = 0

  /** Calls until somebody answers; answers whether that was a no. */
  const call = async (name: string, actor: Actor, action: Do): Promise<boolean> => {
    const commandId = `${name}-${numbered++}`
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const api = means.anyApi(commandId, tries)
      if (api === undefined) {
        await world.sleep(undefined, AGAIN_MS)
        continue
      }
      const gaveUp = world.sleep(undefined, ANSWER_MS).then(() => undefined)
      const answer = await Promise.race([action(api, { actor, commandId })(), gaveUp])
      if (answer !== undefined && E.isRight(answer)) {
        world.tell(() => `${actor.kind} ${actor.id}: ${name}`)
        return false
      }
      if (answer !== undefined && !describe(answer.left).retryable) {
        world.tell(() => `${actor.kind} ${actor.id}: ${name} is refused (${answer.left._tag})`)
        means.onError(name, answer.left)
        return true
      }
      await world.sleep(undefined, AGAIN_MS)
    }
    return false
  }

  const think = (who: string, nth: number): Promise<void> =>
    world.sleep(undefined, scenario.thinkMs * (0.2 + chance.unit(`${who} thinks`, nth)))

  /** Until when a no stands: there is nothing new to ask about. */
  const refused = new Map<string, string>()
  // In calm weather clocks are right again, and a no may become a yes.
  const sofar = (): string => `${means.monitor.events()} ${means.isCalm()}`
  const keyOf = (who: string, { name, about }: Option): string => `${who} ${name} ${about}`
  const openOf = (who: string, options: ReadonlyArray<Option>): ReadonlyArray<Option> =>
    options.filter((one) => refused.get(keyOf(who, one)) !== sofar())

  /** One person for as long as there may be something to do. */
  const person = async (who: string, actor: Actor, optionsNow: () => ReadonlyArray<Option>): Promise<void> => {
    for (let nth = 0; ; nth++) {
      await think(who, nth)
      const options = openOf(who, optionsNow())
      if (options.length === 0) {
        // Nothing to do before something has happened.
        await means.news()
        continue
      }
      const chosen = chance.pick(options, `${who} chooses`, nth)
      const asked = sofar()
      busy += 1
      if (await call(chosen.name, actor, chosen.do)) refused.set(keyOf(who, chosen), asked)
      busy -= 1
    }
  }

  const cast = castOf(means)

  /** Whoever operates the library looks now and then whether something was put aside, and has it tried again. */
  let isAnythingParked = false
  const operator = async (): Promise<void> => {
    for (let nth = 0; ; nth++) {
      await world.sleep(undefined, OPERATOR_MS)
      const parked = await means.parked()
      isAnythingParked = parked.length > 0
      for (const { role, stream } of parked)
        await call(`retry parked ${nth}`, OPERATOR, (api, by) => api.operations.retryParked({ role, stream }, by))
    }
  }

  return {
    isBusy: () => busy > 0 || isAnythingParked,
    /** Somebody could still do something that moves the case. */
    anythingToDo: () =>
      cast.some(({ who, optionsNow, isIdle }) => isIdle !== true && openOf(who, optionsNow()).length > 0),
    start: (): void => {
      for (const { who, actor, optionsNow } of cast) void person(who, actor, optionsNow)
      void operator()
    },
  }
}
