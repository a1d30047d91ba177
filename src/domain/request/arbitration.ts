/**
 * A case before a platform. Somebody outside decides, in rounds; until then nothing new is paid, and whoever is silent in
 * a round is named as absent. A ruling binds: it stands above every limit of ours, under the authority that it names.
 */
import { isAfter, plusDays } from '../values/instant.js'
import type { LineUnits } from '../values/units.js'
import { accept, notNow, nothing, reject, type CommandNamed, type Decision } from './decision.js'
import { MAX_EVIDENCE } from './evidence-events.js'
import { clear } from '../kernel/personal.js'
import { MAX_SUBMISSIONS, type Party, type RequestEvent } from './events.js'
import { evolve } from './evolve.js'
import { isUnpriced, ruledDue, worthOf } from './owed.js'
import { goesOn, isGone, thenResolved } from './remedies.js'
import { linesWithin, notGranted, submittedAgain } from './second-look.js'
import type { OpenedRequest, PlatformCase, Ruling } from './state.js'
import { mayTurnInto, startSwitch } from './switching.js'

const MOST_DAYS = 60
const MAX_ROUNDS = 20
const RULED = 'PLATFORM_RULING'

const MAY_GO: ReadonlySet<string> = new Set([
  'under_review',
  'awaiting_evidence',
  'in_progress',
  'rejected',
  'expired',
  'resolved',
  'closed',
])

export const openCase = (c: CommandNamed<'OpenPlatformCase'>, s: OpenedRequest): Decision => {
  const { caseId, platform } = c.data
  if (s.platformCase?.caseId === caseId) return nothing
  if (!MAY_GO.has(s.status)) return notNow(s)
  const openedBy = { kind: c.actor.kind, id: c.actor.id }
  return accept({
    type: 'PlatformCaseOpened',
    data: { requestId: s.requestId, orderId: s.orderId, caseId, platform, openedBy },
  })
}

/** The case that a command names, while nothing has been ruled. */
const underWay = (s: OpenedRequest, caseId: string): PlatformCase | undefined =>
  s.status === 'in_arbitration' && s.platformCase?.caseId === caseId ? s.platformCase : undefined

const noSuchCase = (s: OpenedRequest): Decision =>
  s.status === 'in_arbitration' ? reject({ _tag: 'PlatformCaseUnknown' }) : notNow(s)

export const openRound = (c: CommandNamed<'OpenCaseRound'>, s: OpenedRequest): Decision => {
  const { caseId, dueAt } = c.data
  const known = underWay(s, caseId)
  if (known === undefined) return noSuchCase(s)
  // The same round, told again.
  if (known.dueAt === dueAt) return nothing
  if (known.round >= MAX_ROUNDS) return reject({ _tag: 'TriedTooOften', limit: MAX_ROUNDS })
  const latest = plusDays(c.at, MOST_DAYS)
  if (dueAt <= c.at || dueAt > latest) return reject({ _tag: 'DueOutOfRange', dueAt, earliest: c.at, latest })
  return accept({ type: 'CaseRoundOpened', data: { requestId: s.requestId, caseId, round: known.round + 1, dueAt } })
}

export const fileCaseEvidence = (c: CommandNamed<'FileCaseEvidence'>, s: OpenedRequest): Decision => {
  const { caseId, party, note } = c.data
  const known = underWay(s, caseId)
  if (known === undefined) return noSuchCase(s)
  if (c.actor.kind === 'customer' && party !== 'customer') return reject({ _tag: 'StaffOnly', field: 'party' })
  if (known.dueAt === undefined) return reject({ _tag: 'NoCaseRound' })
  if (isAfter(c.at, known.dueAt)) return reject({ _tag: 'EvidenceTooLate', dueAt: known.dueAt })
  const all = new Set(known.evidence)
  const items = c.data.items.filter(({ evidenceId }) => {
    if (all.has(evidenceId)) return false
    all.add(evidenceId)
    return true
  })
  if (all.size > MAX_EVIDENCE) return reject({ _tag: 'TooMuchEvidence', limit: MAX_EVIDENCE })
  if (items.length === 0) return nothing
  return accept({
    type: 'CaseEvidenceFiled',
    data: {
      requestId: s.requestId,
      caseId,
      round: known.round,
      party,
      items,
      filedBy: { kind: c.actor.kind, id: c.actor.id },
      ...(note === undefined ? {} : { note: clear(s.customerId, { note }) }),
    },
  })
}

/** Both sides agreed, or the platform let it drop: the case goes on where it stood. */
export const withdrawCase = (c: CommandNamed<'WithdrawPlatformCase'>, s: OpenedRequest): Decision => {
  const { caseId, reason } = c.data
  if (underWay(s, caseId) === undefined) return noSuchCase(s)
  return thenResolved(s, c.at, { type: 'PlatformCaseWithdrawn', data: { requestId: s.requestId, caseId, reason } })
}

/** Who said nothing in the last round, although it is over. */
const absentIn = (
  { round, dueAt, filed }: PlatformCase,
  at: CommandNamed<'RecordRuling'>['at'],
): ReadonlyArray<Party> =>
  dueAt === undefined || !isAfter(at, dueAt)
    ? []
    : (['shop', 'customer'] as const).filter((party) => !filed.some((f) => f.round === round && f.party === party))

export const recordRuling = (c: CommandNamed<'RecordRuling'>, s: OpenedRequest): Decision => {
  const { caseId, rulingId, authority, inFavorOf, remedy } = c.data
  if (s.platformCase?.caseId === caseId && s.platformCase.ruling?.rulingId === rulingId) return nothing
  const known = underWay(s, caseId)
  if (known === undefined) return noSuchCase(s)
  if (s.rulings.includes(rulingId)) return reject({ _tag: 'RulingIdTaken' })
  const wanted =
    inFavorOf === 'shop' ? [] : (c.data.lines ?? s.lines.map(({ lineId, quantity }) => ({ lineId, quantity })))
  if (inFavorOf === 'customer' && remedy === undefined) return reject({ _tag: 'RulingWithoutRemedy' })
  const lines = wanted.length === 0 ? [] : linesWithin(s.lines, wanted)
  if ('_tag' in lines) return reject(lines)
  return accept({
    type: 'CaseDecided',
    data: {
      ...{ requestId: s.requestId, caseId, rulingId, authority, inFavorOf },
      lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
      absent: absentIn(known, c.at),
      recordedBy: { kind: c.actor.kind, id: c.actor.id },
      ...(inFavorOf === 'shop' || remedy === undefined ? {} : { remedy }),
    },
  })
}

/**
 * What was ruled is done. The case had not been decided: now it is. Its remedies run: they follow the ruling. It was
 * over: the order is asked for the units again.
 */
export const applyRuling = (c: CommandNamed<'ApplyRuling'>, s: OpenedRequest): Decision => {
  // What was ruled earlier and went beyond a run may be asked for after another case was opened and withdrawn.
  const ruling = s.platformCase?.ruling ?? s.binding
  if (s.status !== 'arbitrated' || ruling === undefined) return nothing
  const before = s.platformCase?.before
  const { rulingId, inFavorOf } = ruling
  const applied: RequestEvent = {
    type: 'RulingApplied',
    data: { requestId: s.requestId, orderId: s.orderId, rulingId },
  }
  if (before === 'under_review') return decided(s, ruling, applied)
  if (inFavorOf === 'shop') return thenResolved(s, c.at, applied)
  if (before === 'in_progress' && s.holdsUnits) return followed(s, c, ruling, applied)
  const left = notGranted(s)
  const wanted = s.ruledRest.length > 0 ? s.ruledRest : ruling.lines
  const again = wanted.flatMap((l) => piece(l.lineId, Math.min(l.quantity, quantityIn(left, l.lineId))))
  // Whatever was ruled, the customer has it already.
  if (again.length === 0 || s.submission >= MAX_SUBMISSIONS) return thenResolved(s, c.at, applied)
  return accept(applied, submittedAgain(evolve(s, applied) as OpenedRequest, c.actor.id, again))
}

/** Nobody had decided: the ruling is the decision. */
const decided = (s: OpenedRequest, ruling: Ruling, applied: RequestEvent): Decision => {
  const { requestId, orderId, submission, valued } = s
  const { rulingId, authority, lines, inFavorOf } = ruling
  const by = { _tag: 'Ruling', rulingId, authority } as const
  const policy = s.terms!.policy
  if (inFavorOf === 'shop')
    return accept(applied, {
      type: 'RequestRejected',
      data: { requestId, orderId, code: RULED, by, policy, submission },
    })
  const given = valued.flatMap((l) => piece(l.lineId, Math.min(l.quantity, quantityIn(lines, l.lineId))))
  const declined = valued.flatMap((l) => piece(l.lineId, l.quantity - quantityIn(given, l.lineId)))
  // It is about other goods of the request: who reviews these goes on.
  if (given.length === 0) return accept(applied)
  return accept(applied, {
    type: 'RequestApproved',
    data: { requestId, orderId, lines: given, declined, value: worthOf(s, given), by, policy, submission },
  })
}

/**
 * Remedies run: they go on where that is what was ruled; otherwise they stop, and what is open is paid for. Goods that
 * have arrived pay for it first: until their price is known, it waits.
 */
const followed = (
  s: OpenedRequest,
  c: CommandNamed<'ApplyRuling'>,
  ruling: Ruling,
  applied: RequestEvent,
): Decision => {
  const { remedy } = ruling
  const out = s.replacement ?? s.repair
  if (isUnpriced(s) || (remedy === s.remedy && goesOn(s))) return thenResolved(s, c.at, applied)
  const state = evolve(s, applied) as OpenedRequest
  if (out !== undefined && !isGone(out)) {
    const possible = mayTurnInto(s)
    const to = possible.find((one) => one === remedy) ?? possible[0]!
    const { kind, id } = ruling.recordedBy
    return startSwitch(state, c, to, { kind, id, proof: ruling.rulingId }, applied)
  }
  return thenResolved(s, c.at, applied, ...ruledDue(state))
}

const quantityIn = (lines: ReadonlyArray<LineUnits>, lineId: string): number =>
  lines.find((l) => l.lineId === lineId)?.quantity ?? 0
const piece = (lineId: string, quantity: number) => (quantity > 0 ? [{ lineId, quantity }] : [])
