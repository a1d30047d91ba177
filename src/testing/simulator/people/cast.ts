/** Who is around: customers, agents of whom one looks a second time, warehouse, workshop, carrier, platform, finance, … */
import type { Actor } from '../../../domain/values/actor.js'
import { agentOf } from './agent.js'
import { carrierOf } from './carrier.js'
import { compensationsOf } from './compensations.js'
import { customerOf } from './customer.js'
import { financeOf } from './finance.js'
import type { Option, PeopleMeans } from './option.js'
import { outboundOf } from './outbound.js'
import { outsideOf } from './outside.js'
import { platformOf } from './platform.js'
import { returnCareOf } from './return-care.js'
import { warehouseOf } from './warehouse.js'
import { workshopOf } from './workshop.js'

export interface Person {
  readonly who: string
  readonly actor: Actor
  readonly optionsNow: () => ReadonlyArray<Option>
  /** Nobody waits for what they might still do. */
  readonly isIdle?: boolean
}

type Options = () => ReadonlyArray<Option>
const both =
  (...all: ReadonlyArray<Options>): Options =>
  () =>
    all.flatMap((one) => one())

export const castOf = (means: PeopleMeans): ReadonlyArray<Person> => {
  const { scenario } = means
  const customer = customerOf(means)
  const agent = agentOf(means)
  const compensations = compensationsOf(means)
  const { carrierOptions, bringingBack } = carrierOf(means)
  const outbound = outboundOf(means)
  const { platformOptions, hearing } = platformOf(means)
  const { warehouseOptions, settlingOptions } = warehouseOf(means)
  const finance = financeOf(means)
  const staff = (kind: Actor['kind'], id: string, optionsNow: Options, ...roles: ReadonlyArray<string>): Person => ({
    who: id,
    actor: { kind, id, roles },
    optionsNow,
  })
  return [
    ...scenario.wishes.map((wish, nth): Person => ({
      who: `customer ${nth}`,
      actor: { kind: 'customer', id: wish.customerId },
      optionsNow: both(
        customer(wish),
        hearing('customer', (s) => s.requestId === wish.requestId),
      ),
    })),
    staff(
      'agent',
      'agent-1',
      both(agent.agentOptions('agent-1'), outbound.agentOptions, returnCareOf(means), compensations.agentOptions),
      'lead',
    ),
    staff(
      'agent',
      'agent-2',
      both(
        agent.secondOptions('agent-2'),
        hearing('shop', () => true),
      ),
      'lead',
    ),
    staff('agent', 'agent-3', agent.secondOptions('agent-3'), 'lead'),
    staff(
      'agent',
      'director-1',
      // Both agents may have had a part in the case; who lets a recovery be had none.
      both(
        compensations.approverOptions('director-1', ['lead', 'director']),
        compensations.settlingOptions('director-1'),
        outbound.recoveryOptions(true),
      ),
      'lead',
      'director',
    ),
    staff('agent', 'counsel-1', compensations.approverOptions('counsel-1', ['legal']), 'legal'),
    staff('warehouse', 'dock-1', both(warehouseOptions, outbound.shippingOptions)),
    staff('warehouse', 'dock-2', both(settlingOptions, bringingBack)),
    staff('warehouse', 'bench-1', workshopOf(means)),
    staff('carrier', 'post', carrierOptions),
    staff('platform', 'market', platformOptions),
    ...['finance-1', 'finance-2', 'finance-3'].map((id) => staff('finance', id, finance(id))),
    staff('finance', 'treasury', outbound.recoveryOptions(false)),
    staff(
      'merchant',
      'checkout',
      both(outbound.checkoutOptions, compensations.usingOptions, compensations.returningOptions),
    ),
    staff('merchant', 'dashboard', outsideOf(means)),
  ]
}
