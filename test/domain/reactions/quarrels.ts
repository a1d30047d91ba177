/** Who is not content: they appeal, go to a platform, or ask twice; and staff finds out that two wishes are one. */
import type { Remedy } from '../../../src/domain/policy/policy-set.js'
import * as cases from '../../../src/testing/builders/arbitration.js'
import { agent, customer, supervisor } from '../../../src/testing/builders/build.js'
import * as evidence from '../../../src/testing/builders/evidence.js'
import * as request from '../../../src/testing/builders/request.js'
import * as looks from '../../../src/testing/builders/second-look.js'
import type { CaseCommands } from '../../../src/testing/case-harness.js'
import type { By, Counter } from './counter.js'
import { unitsOf } from './people.js'
import { pick, REQUESTS } from './setting.js'

export const quarrelsAt = ({ harness, tell, newId, deliverAll }: Counter) => {
  /** Somebody outside looks at a case, hears both sides, and rules, or lets it drop; or staff sees that two are one. */
  const dispute = (n: number, m: number): void => {
    const requestId = pick(REQUESTS, n)
    const s = harness.state('request', requestId)
    const say = (commandOf: (by: By) => CaseCommands['request'], actor = cases.platform) =>
      tell('request', requestId, commandOf, actor)
    if (n % 5 === 0) {
      const into = pick(REQUESTS, m)
      const other = harness.state('request', into)
      if (other.status === 'none') return
      const { orderId, customerId, submission } = other
      // What was looked up may be older than what has become of it.
      const status = submission > 0 && m % 2 === 0 ? 'submitted' : other.status
      return say(
        (by) => looks.mergeRequest({ requestId, into }, { ...by, other: { orderId, customerId, status } }),
        agent,
      )
    }
    const known = s.status === 'none' ? undefined : s.platformCase
    if (s.status !== 'in_arbitration' || known === undefined)
      return say((by) => cases.openPlatformCase({ requestId, caseId: newId() }, by))
    const ofCase = { requestId, caseId: known.caseId }
    switch (m % 7) {
      case 0:
        return say((by) => cases.openCaseRound(ofCase, by))
      case 1: {
        const items = [{ ...evidence.photo, evidenceId: newId() }]
        return say((by) => cases.fileCaseEvidence({ ...ofCase, items }, by), customer)
      }
      case 2:
        return say((by) => cases.withdrawPlatformCase(ofCase, by))
      case 3:
        return say((by) => {
          const command = cases.rulingForShop({ ...ofCase, rulingId: newId() })
          return { ...command, ...by }
        })
      default: {
        const lines = n % 2 === 0 && unitsOf(n).length > 0 ? { lines: unitsOf(n) } : {}
        const remedy = pick<Remedy>(['refund_only', 'return_refund', 'refund_only', 'exchange', 'repair', 'reship'], n)
        return say((by) => cases.recordRuling({ ...ofCase, rulingId: newId(), remedy, ...lines }, by))
      }
    }
  }

  /** A second look that goes its way undisturbed, so that chance meets the second run of a case often. */
  const lookAgain = (n: number, m: number): void => {
    const isOver = (id: string): boolean =>
      ['rejected', 'resolved', 'closed'].includes(harness.state('request', id).status)
    const requestId = REQUESTS.find(isOver)
    if (requestId === undefined) return dispute(n, m)
    const say = (commandOf: (by: By) => CaseCommands['request'], actor = agent) =>
      tell('request', requestId, commandOf, actor)
    const part = n % 3 === 0 && unitsOf(n).length > 0 ? { lines: unitsOf(n) } : {}
    if (m % 3 === 0) {
      dispute(REQUESTS.indexOf(requestId) + REQUESTS.length, m)
      dispute(REQUESTS.indexOf(requestId) + REQUESTS.length, n)
      return deliverAll(n)
    }
    if (m % 3 === 1) say((by) => looks.appealRequest({ requestId, ...part }, by), customer)
    else say((by) => looks.reopenRequest({ requestId, ...part }, by))
    deliverAll(n)
    // Sometimes the answer takes longer.
    if (m % 5 === 0) return
    say((by) => request.approveRequest({ requestId }, by), m % 2 === 0 ? supervisor : { ...supervisor, id: 'a-3' })
    if (m % 4 !== 0) deliverAll(m)
  }

  return { dispute, lookAgain }
}
