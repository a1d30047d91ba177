/** What staff and customers do with compensations. */
import type * as t from 'io-ts'
import * as compensation from '../domain/compensation/index.js'
import type { MakeCall } from './call.js'
import type { FactsFor } from './order-facts.js'

type Proposed = compensation.ProposedCompensation

export const compensationCallsOf = (call: MakeCall, facts: FactsFor) => {
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
      /**
       * One of those who must agree. `FourEyes`, `LimitExceeded`, `NotAnApproverOfCompensations`.
       *
       * Refused: `CompensationNotFound`.
       *
       * @example
       * await compensations.approve({ compensationId: 'C-1' }, { actor: lead })
       */
      approve: make('ApproveCompensation', compensation.ApproveCompensation),
      /**
       * One of those who must agree does not.
       *
       * Refused: `NotAnApproverOfCompensations`.
       *
       * @example
       * await compensations.reject({ compensationId: 'C-1', code: 'NO' }, { actor: lead })
       */
      reject: make('RejectCompensation', compensation.RejectCompensation),
      /**
       * Possible until the issuer was called; from then on see `revoke`.
       *
       * Refused: `CompensationForStaffOnly`, `CompensationNotOpen`, `CompensationPending`.
       *
       * @example
       * await compensations.cancel({ compensationId: 'C-1', reason: 'mistake' }, { actor: agent })
       */
      cancel: make('CancelCompensation', compensation.CancelCompensation),
      /**
       * Asks the customer, where the terms want their consent; again with another end to prolong it.
       *
       * Refused: `OfferAlreadyOver`, `CompensationForStaffOnly`.
       *
       * @example
       * await compensations.offer({ compensationId: 'C-1', expiresAt: '2026-02-01T00:00:00.000Z' }, { actor: agent })
       */
      offer: make('OfferCompensation', compensation.OfferCompensation),
      /**
       * By the customer; by staff only with a proof of consent (`ConsentRequired`). Then it is issued.
       *
       * Refused: `NotYourCompensation`, `OfferAlreadyOver`.
       *
       * @example
       * await compensations.accept({ compensationId: 'C-1', consent: 'call 7' }, { actor: customer })
       */
      accept: make('AcceptCompensation', compensation.AcceptCompensation),
      /**
       * The customer does not want it; by staff only with a proof.
       *
       * Refused: `ConsentRequired`, `NotYourCompensation`.
       *
       * @example
       * await compensations.decline({ compensationId: 'C-1', consent: 'call 7' }, { actor: customer })
       */
      decline: make('DeclineCompensation', compensation.DeclineCompensation),
      /**
       * After a definite no, when nobody answered for days, or when cash came back: again under the same key, so nothing is
       * given twice. Who said that it came back, where no program of who pays did, is not the one who sends it again.
       *
       * Refused: `BenefitTriedTooOften`, `CompensationForStaffOnly`, `FourEyes`.
       *
       * @example
       * await compensations.retry({ compensationId: 'C-1' }, { actor: agent })
       */
      retry: make('RetryBenefit', compensation.RetryBenefit),
      /**
       * Takes back what was not used, and gives up what failed or nobody answers for, so that no late call issues it.
       * Used: `BenefitAlreadyUsed`, or owed by the customer with `clawBack: true`.
       *
       * Refused: `BenefitTriedTooOften`, `CompensationForStaffOnly`, `FourEyes` (who alone said that cash came back).
       *
       * @example
       * await compensations.revoke({ compensationId: 'C-1', reason: 'twice', clawBack: true }, { actor: agent })
       */
      revoke: make('RevokeCompensation', compensation.RevokeCompensation),
      /**
       * The customer has used it.
       *
       * Refused: `CompensationForStaffOnly`.
       *
       * @example
       * await compensations.recordRedeemed({ compensationId: 'C-1' }, { actor: system })
       */
      recordRedeemed: make('RecordRedeemed', compensation.RecordRedeemed),
      /**
       * Cash that was paid out came back, from a closed account for instance: the customer is owed it again. A person tries
       * again (`retry`, under the same key) or gives it up (`revoke`). The same reference again changes nothing;
       * `CompensationNotOpen` for what is no cash, or was not paid out.
       *
       * Refused: `CompensationForStaffOnly`.
       *
       * @example
       * await compensations.recordReturned({ compensationId: 'C-1', code: 'account_closed', reference: 'RJ-7' }, { actor: system })
       */
      recordReturned: make('RecordPayoutReturned', compensation.RecordPayoutReturned),
      /**
       * It ran out unused; its budgets get it back.
       *
       * Refused: `CompensationForStaffOnly`.
       *
       * @example
       * await compensations.recordExpired({ compensationId: 'C-1' }, { actor: system })
       */
      recordExpired: make('RecordExpired', compensation.RecordExpired),
      /**
       * Who bears the cost, in shares of the whole; until something is claimed they may be changed.
       *
       * Refused: `SharesNotWhole`, `RecoveryStarted`.
       *
       * @example
       * await compensations.assignCost(
       *   { compensationId: 'C-1', shares: [{ party: 'carrier', basisPoints: 10_000 }] },
       *   { actor: finance },
       * )
       */
      assignCost: make('AssignCost', compensation.AssignCost),
      /**
       * Asks a party for what it bears. The same reference again changes nothing.
       *
       * Refused: `PartyNotLiable`, `RecoveryTooHigh`.
       *
       * @example
       * await compensations.claimRecovery(
       *   { compensationId: 'C-1', party: 'carrier', minor: 500, reference: 'claim-1' },
       *   { actor: finance },
       * )
       */
      claimRecovery: make('ClaimRecovery', compensation.ClaimRecovery),
      /**
       * A party, or the customer who owes, has paid. The same reference again changes nothing.
       *
       * Refused: `RecoveryTooHigh`.
       *
       * @example
       * await compensations.recordRecovered(
       *   { compensationId: 'C-1', party: 'carrier', minor: 500, reference: 'pay-1' },
       *   { actor: finance },
       * )
       */
      recordRecovered: make('RecordRecovered', compensation.RecordRecovered),
      /**
       * The first of two persons: what is claimed and open will not come.
       *
       * Refused: `CompensationForStaffOnly`, `PartyNotLiable`.
       *
       * @example
       * await compensations.proposeWriteOff(
       *   { compensationId: 'C-1', party: 'carrier', reason: 'too old' },
       *   { actor: finance },
       * )
       */
      proposeWriteOff: make('ProposeRecoveryWriteOff', compensation.ProposeRecoveryWriteOff),
      /**
       * The second of two persons, who might grant as much. `FourEyes` for the first, and for whoever proposed the
       * compensation; `NoRecoveryWriteOffProposed`, `LimitExceeded`, `NotAnApproverOfCompensations`.
       *
       * @example
       * await compensations.confirmWriteOff({ compensationId: 'C-1', party: 'carrier' }, { actor: lead })
       */
      confirmWriteOff: make('ConfirmRecoveryWriteOff', compensation.ConfirmRecoveryWriteOff),
      /**
       * What had come back beyond what was given in the end is with that party again, all of it. The same reference again
       * changes nothing. `NothingToGiveBack`.
       *
       * Refused: `CompensationForStaffOnly`.
       *
       * @example
       * await compensations.recordRepaid(
       *   { compensationId: 'C-1', party: 'carrier', reference: 'back-1' },
       *   { actor: finance },
       * )
       */
      recordRepaid: make('RecordSurplusRepaid', compensation.RecordSurplusRepaid),
    },
  }
}
