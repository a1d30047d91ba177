/** What comes after the money: deductions are contested, refunds lose their basis, customers pay back what they owe. */
import * as owed from '../../../src/testing/builders/owed.js'
import { customer, system } from '../../../src/testing/builders/build.js'
import type { CaseCommands, CaseStates } from '../../../src/testing/case-harness.js'
import type { By, Counter } from './counter.js'
import { approvers, pick } from './setting.js'

/** Which of its deductions is not the price of other goods, if there is one. */
const keptBack = (s: CaseStates['refund']): number =>
  s.status === 'none' ? -1 : (s.breakdown?.deductions ?? []).findIndex(({ kind }) => kind !== 'replacement')

/** Something was kept back of it, and the rest is paid or nothing was left. */
const isReduced = (s: CaseStates['refund']): boolean =>
  s.status !== 'none' &&
  keptBack(s) >= 0 &&
  (s.status === 'not_due' || s.legs.some(({ status }) => status === 'succeeded'))

/** Somebody does not agree to what was kept back, and waits for an answer. */
const isContested = (s: CaseStates['refund']): boolean =>
  s.status !== 'none' && [...s.contests.values()].some(({ end }) => end === undefined)

export const owedAt = ({ harness, tell, newId }: Counter) => {
  const owedNow = (n: number, m: number): void => {
    const ids = harness.idsOf('refund')
    const reduced = ids.filter((id) => isReduced(harness.state('refund', id)))
    const contested = ids.filter((id) => isContested(harness.state('refund', id)))
    const likely = contested.length > 0 ? contested : reduced
    const refundId = pick(m % 2 === 0 && likely.length > 0 ? likely : ids, n)
    const s = refundId === undefined ? undefined : harness.state('refund', refundId)
    if (refundId === undefined || s === undefined || s.status === 'none') return
    const { requestId, orderId, lines } = s
    const person = pick(approvers, m)
    const say = (commandOf: (by: By) => CaseCommands['refund'], actor = person) =>
      tell('refund', refundId, commandOf, actor)
    const open = [...s.receivables.values()].filter(({ status }) => status === 'open')
    const receivable = open.length === 0 ? undefined : pick(open, m)
    const undecided = [...s.contests.values()].find(({ end }) => end === undefined)
    if (receivable !== undefined && n % 4 !== 0) {
      const { receivableId, tenders, proposed } = receivable
      if (m % 7 === 0) return say((by) => owed.proposeWriteOff({ refundId, receivableId }, by))
      if (proposed !== undefined) return say((by) => owed.confirmWriteOff({ refundId, receivableId }, by))
      const minor = m % 3 === 0 ? 1 : tenders.reduce((sum, t) => sum + t.minor, 0)
      return say((by) => owed.recordReceivablePaid({ refundId, receivableId, paymentId: newId(), minor }, by))
    }
    const decide = (contestId: string): void => {
      const verdict = pick(['upheld', 'waived', 'reduced'] as const, n)
      say((by) => owed.decideContest({ refundId, contestId, verdict, minor: 1 }, by))
    }
    if (undecided !== undefined) return decide(undecided.contestId)
    if (keptBack(s) >= 0 && m % 3 !== 0) {
      const contestId = newId()
      say((by) => owed.contestDeduction({ refundId, contestId, index: keptBack(s) }, by), customer)
      // Often somebody looks at once.
      return m % 5 < 3 ? decide(contestId) : undefined
    }
    // The request says so when an inspection is corrected; here it is said by chance, and seldom.
    if (n % 3 !== 0) return
    const some = lines.map(({ lineId, quantity }) => ({ lineId, quantity: 1 + (m % quantity) }))
    return say((by) => owed.withdrawBasis({ refundId, requestId, orderId, withdrawalId: newId(), lines: some }, by))
  }
  /** Customs pay duty back, all of it or some, before or after the customer. */
  const duty = (n: number, m: number): void => {
    const lines = [{ lineId: 'mug', minor: 1 + (m % 400) }]
    tell(
      'entitlement',
      'o-1',
      (by) => ({ ...owed.recordDutyRecovered({ reclaimId: `dr-${n % 3}`, lines }), ...by }),
      system,
    )
  }

  return { owed: owedNow, duty }
}
