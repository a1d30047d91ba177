/**
 * Under which limits one compensation stands: who may grant how much, who else must agree, which budgets pay for it.
 * They come with the proposal, from the shop's rules of the day, and stay in its first event.
 */
import type * as t from 'io-ts'
import { choice, listOf, record, tag, whole, yesOrNo } from '../kernel/codec.js'
import { Role } from '../values/actor.js'
import { Period } from '../values/allowance.js'
import { HostId } from '../values/ids.js'
import { LossLayer } from '../values/loss.js'
import { Minor } from '../values/money.js'

/** What a role may grant: in one compensation, and on one order with all that was given there before. */
export const GrantLimit = record('GrantLimit', { role: Role, atMost: Minor, perOrder: Minor })
export type GrantLimit = t.TypeOf<typeof GrantLimit>

/** A running total that a compensation is taken from. An agent's is that of whoever proposes it. */
export const AllowanceTerm = choice('AllowanceTerm', {
  Department: record('DepartmentAllowance', {
    _tag: tag('Department'),
    department: HostId,
    period: Period,
    limit: Minor,
  }),
  Agent: record('AgentAllowance', { _tag: tag('Agent'), period: Period, limit: Minor }),
  Customer: record('CustomerAllowance', { _tag: tag('Customer'), period: Period, limit: Minor }),
})
export type AllowanceTerm = t.TypeOf<typeof AllowanceTerm>

const Roles = listOf(Role, 0, 20)

export const CompensationTerms = record('CompensationTerms', {
  limits: listOf(GrantLimit, 0, 20),
  /** Who may agree to more than 150 % of what was paid. */
  overCapRoles: Roles,
  /** Who may agree to punitive damages. */
  legalRoles: Roles,
  allowances: listOf(AllowanceTerm, 0, 10),
  /** Whether the customer is asked before anything is issued. */
  consent: yesOrNo,
  /** Of these layers, only one may be claimed for the same loss. */
  exclusive: listOf(LossLayer, 0, 4),
  /** How long an issuer may be silent before the outcome of a call counts as unknown. */
  answerWithinSeconds: whole('Seconds', 1, 86_400),
})
export type CompensationTerms = t.TypeOf<typeof CompensationTerms>
