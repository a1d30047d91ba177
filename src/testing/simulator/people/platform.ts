/** The platform: takes cases, hears both sides in rounds, rules or lets it drop. The shop's own words come from an agent. */
import type { OpenedRequest } from '../../../domain/request/index.js'
import { SECRET } from '../scenario.js'
import { option, when, type Option, type PeopleMeans } from './option.js'
import { HOUR_MS, sightOf } from './sight.js'

const MAY_GO = new Set([
  'under_review',
  'awaiting_evidence',
  'in_progress',
  'rejected',
  'expired',
  'resolved',
  'closed',
])
const REMEDIES = ['refund_only', 'return_refund', 'exchange'] as const

export const platformOf = (means: PeopleMeans) => {
  const { chance } = means
  const { requests, at } = sightOf(means)
  /** Once in a case: what the platform let drop is not taken to it again. */
  const taken = new Set<string>()

  const ofCase = (s: OpenedRequest): ReadonlyArray<Option> => {
    const { requestId, lines, platformCase } = s
    if (platformCase === undefined || s.status !== 'in_arbitration') return []
    const { caseId, round } = platformCase
    const about = `${requestId} ${caseId} ${round}`
    const dueAt = at(6 * HOUR_MS)
    if (round < chance.whole(0, 2, `rounds ${caseId}`))
      return [option('open round', about, (api, by) => api.requests.openCaseRound({ requestId, caseId, dueAt }, by))]
    if (chance.happens(0.2, `drops ${caseId}`))
      return [
        option('withdraw case', about, (api, by) =>
          api.requests.withdrawPlatformCase({ requestId, caseId, reason: 'settled between them' }, by),
        ),
      ]
    const inFavorOf = chance.pick(['shop', 'customer', 'customer'] as const, `rules ${caseId}`)
    const remedy = chance.pick(REMEDIES, `ruled remedy ${caseId}`)
    const [{ lineId }] = lines as readonly [(typeof lines)[number]]
    const some = chance.happens(0.4, `rules on a part ${caseId}`) ? { lines: [{ lineId, quantity: 1 }] } : {}
    return [
      option('rule', about, (api, by) =>
        api.requests.recordRuling(
          {
            ...{ requestId, caseId, rulingId: `ruling-${caseId}`, authority: 'platform rules 7' },
            ...(inFavorOf === 'shop' ? { inFavorOf } : { inFavorOf, remedy, ...some }),
          },
          by,
        ),
      ),
    ]
  }

  const platformOptions = (): ReadonlyArray<Option> =>
    requests().flatMap((s): ReadonlyArray<Option> => {
      const { requestId, status, platformCase } = s
      const caseId = `case-${requestId}`
      if (platformCase !== undefined) taken.add(requestId)
      const isTaken = chance.happens(0.15, `goes to the platform ${requestId}`) && !taken.has(requestId)
      return [
        ...when(
          // At any moment: before it is decided, under way, or when it is long over.
          isTaken &&
            MAY_GO.has(status) &&
            s.binding === undefined &&
            !chance.happens(0.3, `waits ${requestId} ${status}`),
          option('open case', requestId, (api, by) =>
            api.requests.openPlatformCase({ requestId, caseId, platform: 'market' }, by),
          ),
        ),
        ...ofCase(s),
      ]
    })

  /** Both sides may be heard in each round, and need not. */
  const hearing = (party: 'shop' | 'customer', mine: (s: OpenedRequest) => boolean) => (): ReadonlyArray<Option> =>
    requests().flatMap((s): ReadonlyArray<Option> => {
      const { requestId, platformCase } = s
      if (s.status !== 'in_arbitration' || platformCase === undefined || !mine(s)) return []
      const { caseId, round, dueAt, filed } = platformCase
      const isHeard = filed.some((one) => one.round === round && one.party === party)
      if (dueAt === undefined || at() >= dueAt || isHeard) return []
      if (!chance.happens(0.6, `${party} is heard ${caseId}`, round)) return []
      const item = { evidenceId: `${party}-${round}`, kind: 'photo', sha256: '1'.repeat(64) }
      return [
        option('file evidence', `${caseId} ${round}`, (api, by) =>
          api.requests.fileCaseEvidence({ requestId, caseId, party, items: [item], note: SECRET }, by),
        ),
      ]
    })

  return { platformOptions, hearing }
}
