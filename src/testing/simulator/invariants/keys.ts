/** 8 and 9: one key, one amount, one payment; and unknown is not failed. */
import type { ProposedCompensation } from '../../../domain/compensation/index.js'
import type { RegisteredEntitlement } from '../../../domain/entitlement/index.js'
import type { ProposedRefund } from '../../../domain/refund/index.js'
import { encodedId } from '../stream-parts.js'
import type { Invariant } from './seen.js'

/** What was written down first is what goes out. */
export const keyKeepsItsLeg: Invariant =
  ({ broken, legs }) =>
  ({ event, old }) => {
    if (event.type !== 'RefundLegSubmitted') return
    const { key, refundId, legId, epoch, minor, tenderId } = event.data
    const known = legs.get(key)
    if (known !== undefined && (known.refundId !== refundId || known.legId !== legId || known.epoch !== epoch))
      broken('I8 a key belongs to one leg and epoch', key)
    const leg = (old as ProposedRefund).legs.find((one) => one.legId === legId)
    if (leg?.minor !== minor || leg.tenderId !== tenderId) broken('I8 a leg keeps its amount', `${refundId} ${legId}`)
  }

export const benefitKeepsItsKey: Invariant = ({ broken }) => {
  const known = new Map<string, string>()
  return ({ event }) => {
    if (event.type !== 'BenefitSubmitted' && event.type !== 'RevocationSubmitted') return
    const { compensationId, key, minor, currency } = event.data
    const same = `${key} ${minor} ${currency}`
    if ((known.get(compensationId) ?? same) !== same) broken('I8 a benefit keeps its key and amount', compensationId)
    known.set(compensationId, same)
  }
}

/** The same command id is the same command. */
export const commandIdKeepsItsCommand: Invariant = ({ broken }) => {
  const digests = new Map<string, string | undefined>()
  return ({ stored }) => {
    const { commandId, commandDigest } = stored.metadata
    const key = `${stored.stream} ${commandId}`
    if (digests.has(key) && digests.get(key) !== commandDigest) broken('I8 a command id is one command', key)
    digests.set(key, commandDigest)
  }
}

export const paidMeansPaid: Invariant =
  ({ broken, legs, payments }) =>
  ({ event }) => {
    if (event.type !== 'RefundLegSucceeded') return
    const { refundId, legId, epoch } = event.data
    const key = [...legs].find(([, l]) => l.refundId === refundId && l.legId === legId && l.epoch === epoch)?.[0]
    if (key === undefined || !payments.payments.some((payment) => payment.key === key))
      broken('I9 what the books call paid was paid', `${refundId} ${legId}`)
  }

export const failedMeansUnpaid: Invariant =
  ({ broken, legs, payments, issuer }) =>
  ({ event, old }) => {
    if (event.type === 'CompensationIssueFailed') {
      const { call } = old as ProposedCompensation
      const status = call === undefined ? undefined : issuer.given.get(call.key)?.status
      // Cash that was given and came back is not out any more.
      if (status !== undefined && status !== 'revoked' && status !== 'came_back')
        broken('I9 unknown is not failed', `benefit ${call?.key} ${status}`)
    }
    if (event.type !== 'RefundLegFailed') return
    const { refundId, legId, epoch } = event.data
    for (const [key, l] of legs)
      if (l.refundId === refundId && l.legId === legId && l.epoch === epoch)
        if (payments.paid.has(key) || payments.processing().includes(key)) broken('I9 unknown is not failed', key)
  }

/**
 * Nobody else gets the money of a leg of which nothing is known. It is reserved, or still counts as paid, as long as the
 * order has not heard that the payment before has come back.
 */
export const unknownStaysReserved: Invariant =
  ({ broken, state: stateOf }) =>
  ({ event, state }) => {
    if (event.type !== 'RefundLegUnknown') return
    const { refundId, legId } = event.data
    const { orderId, legs } = state as ProposedRefund
    const order = stateOf('entitlement', encodedId(orderId)) as RegisteredEntitlement
    const { tenderId } = legs.find((leg) => leg.legId === legId)!
    const hold = order.holds.get(refundId)
    const countsAsPaid = [...(hold?.payments.values() ?? [])].some(
      (payment) =>
        payment.tenderId === tenderId &&
        payment.end === 'settled' &&
        legs.some((leg) => leg.legId === payment.legId && leg.reversed.includes(payment.epoch)),
    )
    if ((hold?.open.get(tenderId) ?? 0) <= 0 && !countsAsPaid)
      broken('I9 what is unknown stays reserved', `${refundId} ${legId}`)
  }
