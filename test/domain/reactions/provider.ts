/**
 * The payment provider. It keeps books of its own: what is in them was really paid, or came back, whether anybody heard
 * of it or not. A key is paid or declined once and for all; what it says of it may be late, repeated, or confused.
 */
import type { LegState } from '../../../src/domain/refund/index.js'
import { at, provider as psp, system } from '../../../src/testing/builders/build.js'
import * as money from '../../../src/testing/builders/refund.js'
import type { CaseCommands } from '../../../src/testing/case-harness.js'
import type { Counter } from './counter.js'
import { pick } from './setting.js'

export interface Payment {
  readonly tenderId: string
  readonly refundId: string
  readonly minor: number
}
export type Books = ReturnType<typeof openProvider>['books']
/** One key as it went out. */
type Sent = Pick<LegState, 'legId' | 'tenderId' | 'minor' | 'epoch' | 'key'>

/** A little later, hours later, a day, and when nobody expects an answer any more. */
const LATER = ['02T12:05:00', '02T14:00:00', '03T12:00:00', '06T12:00:00'].map((text) => at(`2026-03-${text}.000Z`))

export const openProvider = ({ tell, harness, legsOut, keysSent, deliverAll }: Counter) => {
  const paid = new Map<string, Payment>()
  const declined = new Set<string>()
  const cameBack = new Set<string>()

  const knows = (key: string): boolean => paid.has(key) || declined.has(key)
  const enter = (refundId: string, { key, tenderId, minor }: Sent, pays: boolean): void => {
    if (knows(key!)) return
    if (pays) paid.set(key!, { tenderId, refundId, minor })
    else declined.add(key!)
  }
  /** What nobody says in time, or when asked, a worker finds out. */
  const say = (refundId: string, command: CaseCommands['refund']): void =>
    tell(
      'refund',
      refundId,
      (by) => ({ ...command, ...by, data: { ...command.data, refundId } }) as typeof command,
      command.type === 'RecordLegAnswer' ? psp : system,
    )
  /** What the books say about a key; of one that came back, perhaps still the older word. */
  const answer = (refundId: string, { legId, minor, epoch, key }: Sent, isOld = false): void => {
    if (!knows(key!)) return say(refundId, money.legProcessing(legId, epoch))
    if (declined.has(key!)) return say(refundId, money.legDeclined(legId, epoch))
    if (cameBack.has(key!) && !isOld) return say(refundId, money.legReversed(minor, legId, epoch))
    return say(refundId, money.legPaid(minor, legId, epoch))
  }

  const aboutOneThatIsOut = (n: number, m: number): void => {
    const out = legsOut()
    if (out.length === 0) return
    const [refundId, leg] = pick(out, n)
    const { legId, epoch, attempt, checks: check, key } = leg
    switch (m % 9) {
      case 0:
        return knows(key!) ? undefined : answer(refundId, leg)
      case 1:
        // It pays, and the answer is lost.
        return enter(refundId, leg, true)
      case 2:
        return say(refundId, money.reportLegSilent({ legId, epoch, attempt }, { at: pick(LATER, n) }))
      case 3: {
        const found = pick(['silent', 'not_askable', knows(key!) ? 'silent' : 'never_seen'] as const, n)
        return say(refundId, money.recordFinding({ legId, epoch, check, found }, { at: pick(LATER, m) }))
      }
      case 4:
        return say(refundId, money.legPaid(leg.minor + 1, legId, epoch))
      case 5:
        return say(refundId, money.legMisused(legId, epoch))
      default:
        enter(refundId, leg, m % 2 === 0)
        return answer(refundId, leg)
    }
  }

  const aboutAnOldOne = (n: number, m: number): void => {
    const sent = keysSent()
    if (sent.length === 0) return
    const [refundId, leg] = pick(sent, n)
    switch (m % 5) {
      case 0:
        return answer(refundId, leg, m % 2 === 0)
      case 1:
        // Confused: it says paid where it had said no.
        return declined.has(leg.key) && n % 2 === 0 && !legsOut().some(([, { key }]) => key === leg.key)
          ? say(refundId, money.legPaid(leg.minor, leg.legId, leg.epoch))
          : undefined
      default:
        if (paid.has(leg.key)) cameBack.add(leg.key)
        return answer(refundId, leg)
    }
  }

  const manually = (): ReadonlyArray<Payment> =>
    harness.log.flatMap(({ event }) => (event.type === 'RefundLegPaidManually' ? [event.data] : []))

  return {
    books: {
      /** What customers have: paid, less what came back, and by hand. */
      paid: (): ReadonlyArray<Payment> => [
        ...[...paid].flatMap(([key, payment]) => (cameBack.has(key) ? [] : [payment])),
        ...manually(),
      ],
      /** The provider's statement proves that a key did not pay, and never will. */
      isProvenUnpaid: (key: string): boolean => !paid.has(key),
      isProvenPaid: (key: string): boolean => paid.has(key) && !cameBack.has(key),
      close: (key: string): void => void declined.add(key),
    },
    act: (n: number, m: number): void => (n % 3 === 0 ? aboutAnOldOne(n, m) : aboutOneThatIsOut(n, m)),
    /** Everything that is on its way arrives, and every leg is answered. */
    settle: (n: number): void => {
      for (;;) {
        deliverAll(n)
        const out = legsOut().filter(([, { attention }]) => attention !== 'paid_after_refusal')
        if (out.length === 0) return
        for (const [i, [refundId, leg]] of out.entries()) {
          enter(refundId, leg, (n + i) % 4 !== 0)
          answer(refundId, leg)
        }
      }
    },
  }
}
