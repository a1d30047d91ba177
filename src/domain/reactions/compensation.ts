/** How a compensation runs: the order and the budgets are asked, it is issued, and what is not given goes back. */
import type { Event } from '../kernel/decider.js'
import type { Reaction } from '../kernel/reaction.js'
import type { AllowanceRef } from '../values/allowance.js'
import { isIndivisible } from '../values/benefit.js'
import { allowanceIdOf } from '../values/ids.js'
import { grantedOf } from '../values/loss.js'
import { ORDER_PERIOD } from '../values/allowance.js'
import { on, type AnyReply } from './on.js'

const idOf = ({ scope, key, period }: AllowanceRef): string => allowanceIdOf(scope, key, period)

const forEach =
  (type: 'ConfirmAllowance' | 'ReturnAllowance') =>
  ({
    compensationId,
    allowances,
  }: {
    readonly compensationId: string
    readonly allowances: ReadonlyArray<AllowanceRef>
  }): ReadonlyArray<AnyReply> =>
    allowances.map((allowance) => ({
      to: 'allowance' as const,
      id: idOf(allowance),
      command: { type, data: { compensationId } },
    }))

const giveBack = forEach('ReturnAllowance')

const issue = ({ compensationId }: { readonly compensationId: string }): AnyReply => ({
  to: 'compensation',
  id: compensationId,
  command: { type: 'SubmitBenefit', data: { compensationId } },
})

export const compensationReactions: ReadonlyArray<Reaction<Event, AnyReply>> = [
  // The order says what is left to give for these losses; then each budget, one after the other.
  on(
    'CompensationProposed',
    'reserve-on-order',
    ({ compensationId, orderId, currency, shares, paid, orderPaid, benefit, terms, overCap }) => {
      const allowance = { scope: 'order', key: orderId, period: ORDER_PERIOD } as const
      return {
        to: 'allowance',
        id: idOf(allowance),
        command: {
          type: 'ReserveAllowance',
          data: {
            ...{ compensationId, allowance, currency },
            minor: grantedOf(shares),
            losses: {
              ...{ shares, paid, orderPaid },
              isIndivisible: isIndivisible(benefit.form),
              exclusive: terms.exclusive,
              mayExceed: overCap !== undefined,
            },
          },
        },
      }
    },
  ),
  on('CompensationAllowanceHeld', 'reserve-next-allowance', ({ compensationId, currency, next }) =>
    next === undefined
      ? []
      : {
          to: 'allowance',
          id: idOf(next.allowance),
          command: { type: 'ReserveAllowance', data: { compensationId, currency, ...next } },
        },
  ),
  on('AllowanceReserved', 'record-allowance-reserved', ({ compensationId, allowance, ...answer }) => ({
    to: 'compensation',
    id: compensationId,
    command: {
      type: 'RecordAllowanceAnswer',
      data: { compensationId, allowance, answer: { _tag: 'Reserved', ...answer } },
    },
  })),
  on('AllowanceRefused', 'record-allowance-refused', ({ compensationId, allowance, refusal }) => ({
    to: 'compensation',
    id: compensationId,
    command: {
      type: 'RecordAllowanceAnswer',
      data: { compensationId, allowance, answer: { _tag: 'Refused', refusal } },
    },
  })),

  // Granted, and accepted where the customer is asked: it is issued.
  on('CompensationApproved', 'issue-approved', (data) => (data.consent ? [] : issue(data))),
  on('CompensationAccepted', 'issue-accepted', issue),
  on('CompensationIssued', 'confirm-allowances', forEach('ConfirmAllowance')),

  // Nothing that ends without a benefit keeps a reservation.
  on('CompensationRefused', 'return-allowances-of-refused', giveBack),
  on('CompensationRejected', 'return-allowances-of-rejected', giveBack),
  on('CompensationCanceled', 'return-allowances-of-canceled', giveBack),
  on('CompensationDeclined', 'return-allowances-of-declined', giveBack),
  on('CompensationLapsed', 'return-allowances-of-lapsed', giveBack),
  on('CompensationRevoked', 'return-allowances-of-revoked', giveBack),
  on('BenefitExpired', 'return-allowances-of-expired', giveBack),
]
