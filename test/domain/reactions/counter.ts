/** The counter of the shop: commands are handed in here, each with an id of its own, and news is sent on its way. */
import * as E from 'fp-ts/lib/Either.js'
import type { LegState } from '../../../src/domain/refund/index.js'
import type { Actor } from '../../../src/domain/values/actor.js'
import { customer, envelope } from '../../../src/testing/builders/build.js'
import { policyRef } from '../../../src/testing/builders/request.js'
import { caseHarness, type CaseCommands, type CaseKind, type Delivered } from '../../../src/testing/case-harness.js'
import { order } from './setting.js'

/** What makes a command this person's, this time. */
export interface By {
  readonly commandId: string
  readonly actor: Actor
}
const IN_FLIGHT = ['submitted', 'processing', 'unknown', 'needs_attention']

export type Counter = ReturnType<typeof openCounter>

export const openCounter = () => {
  const harness = caseHarness()
  /** Replies that were answered with an error; there must be none. */
  const stuck: Array<Delivered> = []
  /** Tenders on which more was paid outside than was there: from then on their balance contradicts itself. */
  const contradicted = new Set<string>()
  let told = 0
  let sayAgain = (): void => undefined

  const facts = { ...envelope({ commandId: 'register' }), facts: { order, policy: policyRef } }
  harness.handle('entitlement', 'o-1', { type: 'RegisterOrder', data: { orderId: 'o-1' }, ...facts })

  const deliver = (which: number): void => {
    const delivered = harness.deliver(which)
    if (delivered !== undefined && E.isLeft(delivered.answer)) stuck.push(delivered)
  }

  return {
    harness,
    stuck,
    contradicted,
    deliver,
    deliverAll: (which: number): void => {
      while (harness.pending() > 0) deliver(which)
    },
    /** Never used before. */
    newId: (): string => `n-${++told}`,
    tell: <K extends CaseKind>(
      kind: K,
      id: string,
      commandOf: (by: By) => CaseCommands[K],
      actor: Actor = customer,
    ): void => {
      const command = commandOf({ commandId: `host-${++told}`, actor })
      const answer = harness.handle(kind, id, command)
      // A no is not remembered: the same command may be accepted later.
      if (E.isRight(answer) && answer.right.length > 0) sayAgain = () => void harness.handle(kind, id, command)
    },
    /** The last command that was accepted, once more: how many events that added. */
    repeatLast: (): number => {
      const before = harness.log.length
      sayAgain()
      return harness.log.length - before
    },
    /** Legs that wait for the provider. */
    legsOut: (): ReadonlyArray<readonly [refundId: string, leg: LegState]> =>
      harness.idsOf('refund').flatMap((id) => {
        const s = harness.state('refund', id)
        if (s.status === 'none') return []
        return s.legs.filter(({ status }) => IN_FLIGHT.includes(status)).map((leg) => [id, leg] as const)
      }),
    /** Every key that ever went out. */
    keysSent: () =>
      harness.log.flatMap(({ id, event }) => (event.type === 'RefundLegSubmitted' ? [[id, event.data] as const] : [])),
  }
}
