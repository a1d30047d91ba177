/** What staff and customers do with compensations, and finance with the allowances that pay for them. */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import * as allowance from '../domain/allowance/index.js'
import * as compensation from '../domain/compensation/index.js'
import { border } from '../domain/kernel/border.js'
import { AllowanceRef } from '../domain/values/allowance.js'
import { allowanceIdOf } from '../domain/values/ids.js'
import type { MakeCall } from './call.js'
import type { AfterSalesError } from './errors.js'
import type { FactsFor } from './order-facts.js'
import type { Runtime } from './runtime.js'

type Proposed = compensation.ProposedCompensation

const checkRef = border('AllowanceRef', AllowanceRef)

export const compensationCallsOf = ({ load }: Runtime, call: MakeCall, facts: FactsFor) => {
  const make = <D extends { readonly compensationId: string }>(type: string, codec: t.Type<D, D, unknown>) =>
    call<D, Proposed>('compensation', type, codec, (d) => d.compensationId)

  return {
    /** Making up for what went wrong, beside the refund. */
    compensations: {
      /**
       * Proposes to make up for losses on the order of a request. The order and the budgets of the terms are asked in
       * the same call; within the proposer's own limit it is granted and, without an offer, issued at once.
       *
       * Refused for good, with everything given back: `ExceedsLoss`, `DuplicateCompensation`, `NotStackable`,
       * `BudgetExhausted`, `BeyondAuthority`. Refused before anything is written: `StatutoryBasisMissing`, `ExceedsDocumentedLoss`,
       * `NotStackable`, `LossLineUnknown`, `SelfApproval`, `CompensationForStaffOnly`, `CompensationIdTaken`.
       *
       * @example
       * await compensations.propose(
       *   { compensationId: 'C-1', requestId: 'R-1', currency: 'EUR', benefit: { form: 'coupon' }, terms, losses: [
       *     { head: 'delay', layer: 'goodwill', severity: 'S2', lineIds: ['mug'], minor: 500, evidenceIds: [] },
       *   ] },
       *   { actor: agent },
       * )
       */
      propose: call<t.TypeOf<typeof compensation.ProposeCompensation>, Proposed>(
        'compensation',
        'ProposeCompensation',
        compensation.ProposeCompensation,
        (d) => d.compensationId,
        (d) => facts.forCompensating(d.requestId),
        (state) => (state.status === 'refused' ? state.refusal : undefined),
      ),
      /** One of those who must agree. `FourEyes`, `LimitExceeded`, `NotAnApproverOfCompensations`. */
      approve: make('ApproveCompensation', compensation.ApproveCompensation),
      reject: make('RejectCompensation', compensation.RejectCompensation),
      /** Possible until the issuer was called; from then on see `revoke`. */
      cancel: make('CancelCompensation', compensation.CancelCompensation),
      /** Asks the customer, where the terms want their consent; again with another end to prolong it. */
      offer: make('OfferCompensation', compensation.OfferCompensation),
      /** By the customer; by staff only with a proof of consent (`ConsentRequired`). Then it is issued. */
      accept: make('AcceptCompensation', compensation.AcceptCompensation),
      decline: make('DeclineCompensation', compensation.DeclineCompensation),
      /** After a definite no, or when nobody answered for days: again under the same key, so nothing is given twice. */
      retry: make('RetryBenefit', compensation.RetryBenefit),
      /**
       * Takes back what was not used, and gives up what failed or nobody answers for, so that no late call issues it.
       * Used: `BenefitAlreadyUsed`, or owed by the customer with `clawBack: true`.
       */
      revoke: make('RevokeCompensation', compensation.RevokeCompensation),
      /** The customer has used it. */
      recordRedeemed: make('RecordRedeemed', compensation.RecordRedeemed),
      /**
       * Cash that was paid out came back, from a closed account for instance: the customer is owed it again. A person tries
       * again (`retry`, under the same key) or gives it up (`revoke`). The same reference again changes nothing;
       * `CompensationNotOpen` for what is no cash, or was not paid out.
       *
       * @example
       * await compensations.recordReturned({ compensationId: 'C-1', code: 'account_closed', reference: 'RJ-7' }, { actor: system })
       */
      recordReturned: make('RecordPayoutReturned', compensation.RecordPayoutReturned),
      /** It ran out unused; its budgets get it back. */
      recordExpired: make('RecordExpired', compensation.RecordExpired),
      /** Who bears the cost, in shares of the whole; until something is claimed they may be changed. */
      assignCost: make('AssignCost', compensation.AssignCost),
      /** Asks a party for what it bears. The same reference again changes nothing. */
      claimRecovery: make('ClaimRecovery', compensation.ClaimRecovery),
      /** A party, or the customer who owes, has paid. The same reference again changes nothing. */
      recordRecovered: make('RecordRecovered', compensation.RecordRecovered),
      /** The first of two persons: what is claimed and open will not come. */
      proposeWriteOff: make('ProposeRecoveryWriteOff', compensation.ProposeRecoveryWriteOff),
      /**
       * The second of two persons, who might grant as much. `FourEyes` for the first, and for whoever proposed the
       * compensation; `NoRecoveryWriteOffProposed`, `LimitExceeded`, `NotAnApproverOfCompensations`.
       */
      confirmWriteOff: make('ConfirmRecoveryWriteOff', compensation.ConfirmRecoveryWriteOff),
      /**
       * What had come back beyond what was given in the end is with that party again, all of it. The same reference again
       * changes nothing. `NothingToGiveBack`.
       */
      recordRepaid: make('RecordSurplusRepaid', compensation.RecordSurplusRepaid),
    },
    /** Budgets and running totals: per department, agent, customer and order, each for a period. */
    allowances: {
      /**
       * Opens a budget, or sets the limit of an open one; by finance, the merchant or the platform. One that nobody
       * opened is opened by the first compensation that is taken from it, with the limit of its terms.
       *
       * @example
       * await allowances.open({ scope: 'department', key: 'support', period: '2026-11', currency: 'EUR', limit: 100_000 }, { actor: finance })
       */
      open: call<t.TypeOf<typeof allowance.OpenAllowance>, allowance.OpenedAllowance>(
        'allowance',
        'OpenAllowance',
        allowance.OpenAllowance,
        (d) => allowanceIdOf(d.scope, d.key, d.period),
      ),
      /** What is reserved and used, by compensation. `AllowanceNotFound` before the first touch. */
      get:
        (input: AllowanceRef): TaskEither<AfterSalesError, allowance.OpenedAllowance> =>
        async () => {
          const ref = checkRef(input)
          if (E.isLeft(ref)) return ref
          const { scope, key, period } = ref.right
          const loaded = await load<allowance.AllowanceState>('allowance', allowanceIdOf(scope, key, period))
          if (E.isLeft(loaded)) return loaded
          const { state } = loaded.right
          return state.status === 'open' ? E.right(state) : E.left({ _tag: 'AllowanceNotFound' })
        },
    },
  }
}
