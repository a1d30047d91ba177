/**
 * A coupon over 30.00 for the late shirt of request `r-1`, within the limit of the agent who proposes it, and what is
 * asked of it. Next: `compensation-events.ts`.
 */
import type { CompensationCommand, CompensationTerms, LossLine } from '../../domain/compensation/index.js'
import type { Actor } from '../../domain/values/actor.js'
import type { BenefitAnswer } from '../../domain/values/benefit.js'
import { benefitKey } from '../../domain/values/ids.js'
import { grantedOf, type LossShare } from '../../domain/values/loss.js'
import { compensationId, delay, ofAgent, ofOrder } from './allowance.js'
import { agent, at, commandBuilder, customer, envelope, provider, supervisor, system, type Given } from './build.js'
import { orderId, requestId } from './request.js'

export { compensationId, ofAgent, ofOrder }
export const key = benefitKey('main', compensationId)
export const manager: Actor = { kind: 'agent', id: 'm-1', roles: ['manager'] }
export const lawyer: Actor = { kind: 'agent', id: 'l-1', roles: ['legal'] }

/** An agent gives up to 50.00 at a time and 60.00 on one order, a supervisor up to 200.00. */
export const compensationTerms = (given: Partial<CompensationTerms> = {}): CompensationTerms => ({
  limits: [
    { role: 'agent', atMost: 5_000, perOrder: 6_000 },
    { role: 'supervisor', atMost: 20_000, perOrder: 20_000 },
  ],
  overCapRoles: ['manager'],
  legalRoles: ['legal'],
  allowances: [],
  consent: false,
  exclusive: [],
  answerWithinSeconds: 60,
  ...given,
})

export const lossLine = (given: Partial<LossLine> = {}): LossLine => ({
  head: 'delay',
  layer: 'goodwill',
  severity: 'S2',
  lineIds: ['shirt'],
  minor: 3_000,
  evidenceIds: [],
  ...given,
})
/** Three times the price, by the law. */
export const punitive = (given: Partial<LossLine> = {}): LossLine =>
  lossLine({ head: 'punitive', layer: 'statutory', basis: 'CN-CRPL-55', severity: 'S4', minor: 50_000, ...given })

type Named<Type extends CompensationCommand['type']> = Extract<CompensationCommand, { readonly type: Type }>
type Data<Type extends CompensationCommand['type']> = Named<Type>['data']
const command = <Type extends CompensationCommand['type']>(type: Type, actor: Actor, usual: Data<Type>) =>
  commandBuilder<Type, Data<Type>>(type, actor, usual)

export const ids = { compensationId, requestId, orderId }
export const coupon = { form: 'coupon', product: 'WE-ARE-SORRY' } as const
export const paid = [
  { lineId: 'shirt', paid: 8_000 },
  { lineId: 'mug', paid: 2_000 },
]

export const proposeCompensation = (
  data: Partial<Data<'ProposeCompensation'>> = {},
  given: Given & Partial<Named<'ProposeCompensation'>['facts']> = {},
): Named<'ProposeCompensation'> => {
  const { customerId = customer.id, currency = 'GBP', lines = paid, ...rest } = given
  const together = lines.reduce((sum, line) => sum + line.paid, 0)
  return {
    type: 'ProposeCompensation',
    data: {
      ...{ compensationId, requestId, currency: 'GBP', losses: [lossLine()], benefit: coupon },
      terms: compensationTerms(),
      ...data,
    },
    facts: { orderId, customerId, currency, lines, paid: given.paid ?? together },
    ...envelope({ actor: agent, ...rest }),
  }
}
const usualAnswer = { compensationId, allowance: ofOrder }
/** The order says yes to these shares. */
export const orderSaysYes = (
  shares: ReadonlyArray<LossShare> = [delay(3_000)],
  more: { readonly total?: number; readonly exceedsCap?: boolean } = {},
): Named<'RecordAllowanceAnswer'> => {
  const minor = grantedOf(shares)
  return command('RecordAllowanceAnswer', system, {
    ...usualAnswer,
    answer: { _tag: 'Reserved', minor, total: minor, shares, ...more },
  })()
}
export const agentSaysYes = command('RecordAllowanceAnswer', system, {
  compensationId,
  allowance: ofAgent,
  answer: { _tag: 'Reserved', minor: 3_000, total: 3_000 },
})
export const budgetExhausted = {
  _tag: 'BudgetExhausted',
  scope: 'agent',
  asked: 3_000,
  free: 1_000,
  limit: 10_000,
} as const
export const allowanceSaysNo = command('RecordAllowanceAnswer', system, {
  compensationId,
  allowance: ofAgent,
  answer: { _tag: 'Refused', refusal: budgetExhausted },
})
export const approveCompensation = command('ApproveCompensation', supervisor, { compensationId })
export const rejectCompensation = command('RejectCompensation', supervisor, { compensationId, code: 'NOT_OUR_FAULT' })
export const cancelCompensation = command('CancelCompensation', agent, { compensationId, reason: 'mistake' })
export const expiresAt = at('2026-03-09T12:00:00.000Z')
export const offerCompensation = command('OfferCompensation', agent, { compensationId, expiresAt })
export const acceptCompensation = command('AcceptCompensation', customer, { compensationId })
export const declineCompensation = command('DeclineCompensation', customer, { compensationId })
export const lapseOffer = command('LapseOffer', system, { compensationId })
export const submitBenefit = command('SubmitBenefit', system, { compensationId })
export const reportBenefitSilent = command('ReportBenefitSilent', system, { compensationId, attempt: 1 })
export const benefitFinding = command('RecordBenefitFinding', system, {
  compensationId,
  attempt: 1,
  check: 0,
  found: 'not_done',
})
export const issuerSays = (answer: BenefitAnswer, attempt = 1, given: Given = {}) =>
  command('RecordBenefitAnswer', system, { compensationId, attempt, answer })({}, given)
export const issuedAnswer = { _tag: 'Issued', ref: 'cp-1', minor: 3_000, currency: 'GBP' } as const
export const usedAnswer = { ...issuedAnswer, _tag: 'Used' } as const
export const retryBenefit = command('RetryBenefit', agent, { compensationId })
export const revokeCompensation = command('RevokeCompensation', agent, { compensationId, reason: 'sent_twice' })
export const recordRedeemed = command('RecordRedeemed', system, { compensationId })
export const recordExpired = command('RecordExpired', system, { compensationId })
export const assignCost = command('AssignCost', agent, {
  compensationId,
  shares: [
    { party: 'carrier', basisPoints: 7_000 },
    { party: 'merchant', basisPoints: 3_000 },
  ],
})
export const claimRecovery = command('ClaimRecovery', agent, {
  compensationId,
  party: 'carrier',
  minor: 2_100,
  reference: 'claim-7',
})
export const recordRecovered = command('RecordRecovered', agent, {
  compensationId,
  party: 'carrier',
  minor: 2_000,
  reference: 'transfer-9',
})
export const proposeWriteOff = command('ProposeRecoveryWriteOff', agent, {
  compensationId,
  party: 'carrier',
  reason: 'too_old',
})
export const confirmWriteOff = command('ConfirmRecoveryWriteOff', supervisor, { compensationId, party: 'carrier' })
export const recordRepaid = command('RecordSurplusRepaid', agent, {
  compensationId,
  party: 'carrier',
  reference: 'back-5',
})
export const recordReturned = command('RecordPayoutReturned', provider, {
  compensationId,
  code: 'account_closed',
  reference: 'return-1',
})
