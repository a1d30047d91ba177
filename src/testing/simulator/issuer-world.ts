/** The issuer of benefits in the simulated world: what it does with a call is drawn; what it takes it settles later, and tells nobody. */
import type { BenefitIssuer } from '../../ports/benefit-issuer.js'
import type { IssuerBehavior, SimulatedBenefits } from '../simulated-benefits.js'
import type { Chance } from './chance.js'
import type { Storm } from './weather.js'
import { never, type World } from './world.js'

export interface IssuerMeans {
  readonly world: World
  readonly chance: Chance
  readonly issuer: SimulatedBenefits
  readonly storm: Pick<Storm, 'isCalm' | 'isMute'>
}

const MINUTE_MS = 60_000

const BEHAVIORS: ReadonlyArray<IssuerBehavior> = [
  { _tag: 'decline', code: 'sold_out' },
  { _tag: 'process' },
  { _tag: 'lose_request' },
  { _tag: 'lose_answer' },
  { _tag: 'garble' },
]

export const issuerWorld = ({ world, chance, issuer, storm }: IssuerMeans): BenefitIssuer => {
  const settleLater = (key: string): void =>
    world.schedule.after(chance.whole(1, 20 * 60, `settles benefit ${key}`) * MINUTE_MS, () => {
      if (issuer.given.get(key)?.status === 'processing') issuer.settle(key)
    })

  const behaving =
    (ask: BenefitIssuer['issue']): BenefitIssuer['issue'] =>
    (instruction, signal) =>
    async () => {
      const { key } = instruction
      const nth = issuer.calls.length
      if (!storm.isCalm() && chance.happens(0.4, 'issuer behaves', nth))
        issuer.script(chance.pick(BEHAVIORS, 'issuer behavior', nth))
      const wasGiven = issuer.given.get(key)?.status
      const answer = await ask(instruction, signal)()
      const status = issuer.given.get(key)?.status
      if (status !== wasGiven) world.tell(() => `the issuer: ${key} is ${status}`)
      if (status === 'processing' && wasGiven !== 'processing') settleLater(key)
      return storm.isMute() ? never() : answer
    }

  return {
    issue: behaving(issuer.issue),
    revoke: behaving(issuer.revoke),
    lookup: (instruction, signal) => async () => {
      const answer = await issuer.lookup(instruction, signal)()
      return storm.isMute() ? never() : answer
    },
  }
}
