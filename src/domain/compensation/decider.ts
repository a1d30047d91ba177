/**
 * Making up for a loss. What may be given is reserved before it is approved, approved before it is issued, and issued in
 * the log before anybody is called. Next: `proposing.ts`, `approving.ts`, `offering.ts`, `issuing.ts`, `answers.ts`,
 * `recovering.ts`, in the order in which they happen.
 */
import type { Decider } from '../kernel/decider.js'
import { recordAnswer, recordExpired, recordRedeemed, recordReturned } from './answers.js'
import { approve, cancel, refuse } from './approving.js'
import type { CompensationCommand } from './commands.js'
import { reject, type Decision } from './decision.js'
import type { CompensationError } from './errors.js'
import type { CompensationEvent } from './events.js'
import { evolve } from './evolve.js'
import { recordFinding, reportSilent, retry, revoke, submit } from './issuing.js'
import { accepted, declined, lapse, offer } from './offering.js'
import { propose, recordAllowance } from './proposing.js'
import {
  assignCost,
  claimRecovery,
  confirmWriteOff,
  proposeWriteOff,
  recordRecovered,
  recordRepaid,
} from './recovering.js'
import { initialCompensation, type CompensationState } from './state.js'

const decide =
  (c: CompensationCommand) =>
  (s: CompensationState): Decision => {
    if (s.status === 'none')
      return c.type === 'ProposeCompensation' ? propose(c) : reject({ _tag: 'CompensationNotFound' })
    switch (c.type) {
      case 'ProposeCompensation':
        return reject({ _tag: 'CompensationIdTaken' })
      case 'RecordAllowanceAnswer':
        return recordAllowance(c, s)
      case 'ApproveCompensation':
        return approve(c, s)
      case 'RejectCompensation':
        return refuse(c, s)
      case 'CancelCompensation':
        return cancel(c, s)
      case 'OfferCompensation':
        return offer(c, s)
      case 'AcceptCompensation':
        return accepted(c, s)
      case 'DeclineCompensation':
        return declined(c, s)
      case 'LapseOffer':
        return lapse(c, s)
      case 'SubmitBenefit':
        return submit(c, s)
      case 'RecordBenefitAnswer':
        return recordAnswer(c, s)
      case 'ReportBenefitSilent':
        return reportSilent(c, s)
      case 'RecordBenefitFinding':
        return recordFinding(c, s)
      case 'RetryBenefit':
        return retry(c, s)
      case 'RevokeCompensation':
        return revoke(c, s)
      case 'RecordRedeemed':
        return recordRedeemed(c, s)
      case 'RecordExpired':
        return recordExpired(c, s)
      case 'RecordPayoutReturned':
        return recordReturned(c, s)
      case 'AssignCost':
        return assignCost(c, s)
      case 'ClaimRecovery':
        return claimRecovery(c, s)
      case 'RecordRecovered':
        return recordRecovered(c, s)
      case 'ProposeRecoveryWriteOff':
        return proposeWriteOff(c, s)
      case 'ConfirmRecoveryWriteOff':
        return confirmWriteOff(c, s)
      case 'RecordSurplusRepaid':
        return recordRepaid(c, s)
    }
  }

const TERMINAL = new Set(['refused', 'rejected', 'declined', 'lapsed', 'canceled', 'revoked', 'redeemed', 'expired'])

export const Compensation: Decider<CompensationCommand, CompensationState, CompensationEvent, CompensationError> = {
  name: 'compensation',
  initial: initialCompensation,
  decide,
  evolve,
  isTerminal: (s) => TERMINAL.has(s.status),
}
