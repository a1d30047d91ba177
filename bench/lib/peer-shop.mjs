/**
 * The same two workloads on another framework, which is given as one function `handle(kind, id, command)`: load the
 * stream, decide, append, answer the new events. A case has the same deciders, the same commands and the same
 * reactions as ours, and the loop below is what our runtime does with them; no ids, digests, seals or links.
 */
import { policiesFrom, orThrow, reactions, returnIdOf, systemClock, termsFor } from './library.mjs'
import { hostSteps, orderOf, parcelSteps, policy, wish } from './shop.mjs'

const published = orThrow(policiesFrom([policy])).inForceAt(systemClock.now())

const byEventType = new Map()
for (const reaction of reactions) byEventType.set(reaction.on, [...(byEventType.get(reaction.on) ?? []), reaction])

let commandIds = 0
const commandOf = (type, data, actor, facts) => ({
  type,
  data,
  facts,
  tenant: 'main',
  commandId: `c-${commandIds++}`,
  actor,
  channel: 'api',
  at: systemClock.now(),
})

/** What the library looks up for a decision. */
const factsFor = (type, order) => {
  if (type === 'OpenRequest') return { customerId: order.customerId, reasons: policy.reasons }
  if (type !== 'SubmitRequest') return undefined
  const { currency, orderedAt } = order
  const request = { remedy: 'return_refund', reasons: ['CM_CHANGED_MIND'] }
  return { terms: termsFor(published.policy, published.ref, { currency, orderedAt }, request), ...wish }
}

const answerOf = ({ refundId, legId, epoch, minor, currency, key }) => ({
  refundId,
  legId,
  epoch,
  answer: { _tag: 'Succeeded', providerRef: `sim_${key.slice(0, 13)}`, minor, currency },
})

export const peerShop = (handle) => {
  let handled = 0
  const step = (kind, id, command) => {
    handled += 1
    return handle(kind, id, command)
  }

  const drain = async (events) => {
    const queue = [...events]
    for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
      if (event.type === 'RefundLegSubmitted') {
        const command = commandOf('RecordLegAnswer', answerOf(event.data), { kind: 'system', id: 'pay-leg' })
        queue.push(...(await step('refund', event.data.refundId, command)))
      }
      for (const { name, react } of byEventType.get(event.type) ?? []) {
        for (const { to, id, command } of react(event)) {
          const { type, data } = command
          queue.push(...(await step(to, id, commandOf(type, data, { kind: 'system', id: name }))))
        }
      }
    }
  }

  return {
    handled: () => handled,
    runCase: async (n) => {
      const requestId = `request-${n}`
      const orderId = `#${n}`
      const order = orderOf(orderId, 3)
      const register = commandOf(
        'RegisterOrder',
        { orderId },
        { kind: 'system', id: 'register-order' },
        {
          order,
          policy: published.ref,
        },
      )
      await drain(await step('entitlement', orderId, register))
      for (const [kind, id, type, data, actor] of hostSteps(requestId, orderId, returnIdOf(requestId), false))
        await drain(await step(kind, id, commandOf(type, data, actor, factsFor(type, order))))
    },
    authorize: async (n) => {
      const returnId = `return-${n}`
      const data = {
        returnId,
        requestId: `request-${n}`,
        orderId: `#${n}`,
        lines: [{ lineId: 'mug', quantity: 1_000 }],
        shipBy: systemClock.now(),
      }
      await step('return', returnId, commandOf('AuthorizeReturn', data, { kind: 'system', id: 'authorize-return' }))
      return returnId
    },
    runParcels: async (returnId, length) => {
      for (const [kind, id, type, data, actor] of parcelSteps(returnId, length))
        await step(kind, id, commandOf(type, data, actor))
    },
  }
}
