/**
 * The people around a case, all at once and in no agreed order: customers, agents, the warehouse, two in finance, and
 * whoever works in the provider's dashboard. Each looks at how things stand, does one thing, and thinks for a while.
 * A call that is not answered is repeated under the same id, on whatever instance is up.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Actor } from '../../domain/values/actor.js'
import { describe } from '../../runtime/errors.js'
import { agentOf } from './people/agent.js'
import { customerOf } from './people/customer.js'
import { financeOf } from './people/finance.js'
import type { Do, Option, PeopleMeans } from './people/option.js'
import { outsideOf } from './people/outside.js'
import { warehouseOf } from './people/warehouse.js'

const ANSWER_MS = 120_000
const AGAIN_MS = 15_000
const MOST_TRIES = 400
const OPERATOR_MS = 3 * 3_600_000

const customer = (id: string): Actor => ({ kind: 'customer', id })
const staff = (kind: Actor['kind'], id: string, ...roles: ReadonlyArray<string>): Actor => ({ kind, id, roles })

export const people = (means: PeopleMeans) => {
  const { world, chance, scenario } = means
  let busy = 0
  let numbered = 0

  /** Calls until somebody answers. Answers whether it was accepted. */
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
        return true
      }
      if (answer !== undefined && !describe(answer.left).retryable) {
        world.tell(() => `${actor.kind} ${actor.id}: ${name} is refused (${answer.left._tag})`)
        means.onError(name, answer.left)
        return false
      }
      await world.sleep(undefined, AGAIN_MS)
    }
    return false
  }

  const think = (who: string, nth: number): Promise<void> =>
    world.sleep(undefined, scenario.thinkMs * (0.2 + chance.unit(`${who} thinks`, nth)))

  /** One person for as long as there may be something to do. */
  const person = async (who: string, actor: Actor, optionsNow: () => ReadonlyArray<Option>): Promise<void> => {
    for (let nth = 0; ; nth++) {
      await think(who, nth)
      const options = optionsNow()
      if (options.length === 0) {
        // Nothing to do before something has happened.
        await means.news()
        continue
      }
      const { name, do: action } = chance.pick(options, `${who} chooses`, nth)
      busy += 1
      await call(name, actor, action)
      busy -= 1
    }
  }

  const customerOptions = customerOf(means)
  const agentOptions = agentOf(means)
  const warehouseOptions = warehouseOf(means)
  const financeOptions = financeOf(means)
  const outsideOptions = outsideOf(means)

  /** Whoever operates the library looks now and then whether something was put aside, and has it tried again. */
  let isAnythingParked = false
  const operator = async (): Promise<void> => {
    for (let nth = 0; ; nth++) {
      await world.sleep(undefined, OPERATOR_MS)
      const parked = await means.parked()
      isAnythingParked = parked.length > 0
      for (const { role, stream } of parked)
        await call(`retry parked ${nth}`, staff('agent', 'operator'), (api, by) =>
          api.operations.retryParked({ role, stream }, by),
        )
    }
  }

  return {
    isBusy: () => busy > 0 || isAnythingParked,
    /** Somebody could still do something that moves the case. */
    anythingToDo: () =>
      [
        ...scenario.wishes.flatMap((wish) => customerOptions(wish)()),
        ...agentOptions(),
        ...warehouseOptions(),
        ...financeOptions('finance-1')(),
        ...financeOptions('finance-2')(),
        ...financeOptions('finance-3')(),
        ...outsideOptions().filter(({ name }) => name === 'chargeback ends'),
      ].length > 0,
    start: (): void => {
      for (const [nth, wish] of scenario.wishes.entries())
        void person(`customer ${nth}`, customer(wish.customerId), customerOptions(wish))
      void person('agent', staff('agent', 'agent-1', 'lead'), agentOptions)
      void person('warehouse', staff('warehouse', 'dock-1'), warehouseOptions)
      for (const id of ['finance-1', 'finance-2', 'finance-3'])
        void person(id, staff('finance', id), financeOptions(id))
      void operator()
      void person('outside', staff('merchant', 'dashboard'), outsideOptions)
    },
  }
}
