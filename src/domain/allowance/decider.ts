/**
 * A running total with a cap. Each is one stream, so two who ask at the same moment are answered one after the other,
 * and the second hears what is left. A no is an event, because who asks is a reaction. Next: `losses.ts`.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Decider } from '../kernel/decider.js'
import type { AllowanceRefusal } from '../values/allowance.js'
import { countedOf, grantedOf } from '../values/loss.js'
import { MAX_MINOR } from '../values/money.js'
import { hasAnyRole } from '../values/actor.js'
import type { AllowanceCommand, ReserveAllowance } from './commands.js'
import type { AllowanceError } from './errors.js'
import type { AllowanceEvent } from './events.js'
import { exceeding, netOf } from './losses.js'
import { evolve, freeOf, limitOf, initialAllowance, type AllowanceState, type OpenedAllowance } from './state.js'

type Decision = E.Either<AllowanceError, ReadonlyArray<AllowanceEvent>>
type CommandNamed<Type extends AllowanceCommand['type']> = Extract<AllowanceCommand, { readonly type: Type }>

const nothing: Decision = E.right([])
const accept = (...events: ReadonlyArray<AllowanceEvent>): Decision => E.right(events)
const reject = (error: AllowanceError): Decision => E.left(error)

const BUDGET_KEEPERS = ['finance', 'merchant', 'platform']

const open = (c: CommandNamed<'OpenAllowance'>, s: AllowanceState): Decision => {
  if (!hasAnyRole(c.actor, BUDGET_KEEPERS)) return reject({ _tag: 'AllowanceForFinanceOnly' })
  const { scope, key, period, currency, limit } = c.data
  if (s.status === 'none')
    return accept({ type: 'AllowanceOpened', data: { allowance: { scope, key, period }, currency, limit } })
  if (s.currency !== currency)
    return reject({ _tag: 'AllowanceInOtherCurrency', currency: s.currency, asked: currency })
  return s.limit === limit ? nothing : accept({ type: 'AllowanceLimitChanged', data: { limit } })
}

const answerTo = (s: OpenedAllowance, asked: ReserveAllowance): AllowanceEvent => {
  const { compensationId, allowance, currency, losses } = asked
  const refused = (refusal: AllowanceRefusal): AllowanceEvent => ({
    type: 'AllowanceRefused',
    data: { compensationId, allowance, refusal },
  })
  if (s.currency !== currency)
    return refused({ _tag: 'AllowanceInOtherCurrency', currency: s.currency, asked: currency })
  const net = losses === undefined ? undefined : netOf(s, losses)
  if (net !== undefined && '_tag' in net) return refused(net)
  const tooMuch = losses === undefined || net === undefined ? undefined : exceeding(s, losses, net)
  if (tooMuch !== undefined && losses?.mayExceed === false) return refused(tooMuch)
  // The running total of an order is all that somebody gave there; no limit of ours holds back what the law demands.
  const minor = net === undefined ? asked.minor : grantedOf(net)
  const limited = net === undefined ? asked.minor : countedOf(net)
  if (limited > freeOf(s) || s.total + minor > MAX_MINOR)
    return refused({
      _tag: 'BudgetExhausted',
      scope: allowance.scope,
      asked: minor,
      free: freeOf(s),
      limit: limitOf(s),
    })
  return {
    type: 'AllowanceReserved',
    data: {
      compensationId,
      allowance,
      minor,
      total: s.total + minor,
      ...(net === undefined ? {} : { shares: net }),
      ...(tooMuch === undefined ? {} : { exceedsCap: true }),
    },
  }
}

/** Opened at the first touch, where nobody has set a budget before. */
const reserve = (c: CommandNamed<'ReserveAllowance'>, s: AllowanceState): Decision => {
  const { compensationId, allowance, currency, limit } = c.data
  if (s.status === 'open') return s.holds.has(compensationId) ? nothing : accept(answerTo(s, c.data))
  const opened: AllowanceEvent = {
    type: 'AllowanceOpened',
    data: { allowance, currency, ...(limit === undefined ? {} : { limit }) },
  }
  return accept(opened, answerTo(evolve(s, opened) as OpenedAllowance, c.data))
}

const settle = (c: CommandNamed<'ConfirmAllowance' | 'ReturnAllowance'>, s: AllowanceState): Decision => {
  const { compensationId } = c.data
  const hold = s.status === 'none' ? undefined : s.holds.get(compensationId)
  // Asked by a reaction: what was returned, or never reserved, is nothing to do.
  if (s.status === 'none' || hold === undefined || hold.status === 'returned') return nothing
  const data = { compensationId, allowance: s.allowance, minor: hold.minor }
  if (c.type === 'ReturnAllowance') return accept({ type: 'AllowanceReturned', data })
  return hold.status === 'confirmed' ? nothing : accept({ type: 'AllowanceConfirmed', data })
}

const decide =
  (c: AllowanceCommand) =>
  (s: AllowanceState): Decision => {
    switch (c.type) {
      case 'OpenAllowance':
        return open(c, s)
      case 'ReserveAllowance':
        return reserve(c, s)
      case 'ConfirmAllowance':
      case 'ReturnAllowance':
        return settle(c, s)
    }
  }

export const Allowance: Decider<AllowanceCommand, AllowanceState, AllowanceEvent, AllowanceError> = {
  name: 'allowance',
  initial: initialAllowance,
  decide,
  evolve,
  isTerminal: () => false,
}
