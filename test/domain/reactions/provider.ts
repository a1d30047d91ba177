/**
 * The payment provider. It keeps books of its own: what is in them was really paid, whether anybody heard of it or not.
 * A key is paid or declined once and for all.
 */
import type { LegState } from '../../../src/domain/refund/index.js'
import { at, provider as psp } from '../../../src/testing/builders/build.js'
import * as money from '../../../src/testing/builders/refund.js'
import type { CaseCommands } from '../../../src/testing/case-harness.js'
import type { Counter } from './counter.js'
import { pick } from './setting.js'

export interface Payment {
  readonly tenderId: string
  readonly refundId: string
  readonly minor: number
}

const afterDue = at('2026-03-02T12:05:00.000Z')

export const openProvider = ({ tell, legsOut, deliverAll }: Counter) => {
  const paid = new Map<string, Payment>()
  const declined = new Set<string>()

  const enter = (refundId: string, { key, tenderId, minor }: LegState, pays: boolean): void => {
    if (paid.has(key!) || declined.has(key!)) return
    if (pays) paid.set(key!, { tenderId, refundId, minor })
    else declined.add(key!)
  }
  const say = (refundId: string, command: CaseCommands['refund']): void =>
    tell(
      'refund',
      refundId,
      (by) => ({ ...command, ...by, data: { ...command.data, refundId } }) as typeof command,
      psp,
    )
  /** What the books say about a key. */
  const answer = (refundId: string, { legId, minor, epoch, key }: LegState): void =>
    say(refundId, paid.has(key!) ? money.legPaid(minor, legId, epoch) : money.legDeclined(legId, epoch))

  return {
    paid,
    act: (n: number, m: number): void => {
      const out = legsOut()
      if (out.length === 0) return
      const [refundId, leg] = pick(out, n)
      const { legId, epoch } = leg
      const neverSeen = !paid.has(leg.key!) && !declined.has(leg.key!)
      switch (m % 8) {
        case 0:
          return neverSeen ? say(refundId, money.legProcessing(legId, epoch)) : undefined
        case 1:
          // It pays, and the answer is lost.
          return enter(refundId, leg, true)
        case 2:
          return say(refundId, money.reportLegSilent({ legId, epoch }, { at: afterDue }))
        case 3:
          return neverSeen ? say(refundId, money.resubmitLeg({ legId, epoch })) : undefined
        case 4:
          return say(refundId, money.legPaid(leg.minor + 1, legId, epoch))
        default:
          enter(refundId, leg, m % 2 === 0)
          return answer(refundId, leg)
      }
    },
    /** Everything that is on its way arrives, and every leg is answered. */
    settle: (n: number): void => {
      for (;;) {
        deliverAll(n)
        const out = legsOut()
        if (out.length === 0) return
        for (const [i, [refundId, leg]] of out.entries()) {
          enter(refundId, leg, (n + i) % 4 !== 0)
          answer(refundId, leg)
        }
      }
    },
  }
}
