/** Stored format. Add versions, never edit one. A case before a platform: rounds of evidence, a ruling, what follows. */
import type * as t from 'io-ts'
import { listOf, oneOf, record, whole } from '../kernel/codec.js'
import { family } from '../kernel/event-family.js'
import { personal } from '../kernel/personal.js'
import { Remedy } from '../policy/policy-set.js'
import { ActorId, ActorKind } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { HostId, StreamId } from '../values/ids.js'
import { Instant } from '../values/instant.js'
import { EvidenceItems } from './evidence-events.js'
import { CustomerNote, UnitsOrNone } from './intake-events.js'

export const Party = oneOf('Party', ['shop', 'customer'])
export type Party = t.TypeOf<typeof Party>
const CaseRound = whole('CaseRound', 1, 20)

const By = record('By', { kind: ActorKind, id: ActorId })

/** Somebody outside decides now. Until then nothing new is paid; what is on its way goes on. */
export const PlatformCaseOpened = family(
  'PlatformCaseOpened',
  record('PlatformCaseOpened', {
    requestId: StreamId,
    orderId: StreamId,
    caseId: HostId,
    platform: Code,
    openedBy: By,
  }),
)
/** Both sides are heard once more, until the due instant. */
export const CaseRoundOpened = family(
  'CaseRoundOpened',
  record('CaseRoundOpened', { requestId: StreamId, caseId: HostId, round: CaseRound, dueAt: Instant }),
)
export const CaseEvidenceFiled = family(
  'CaseEvidenceFiled',
  record(
    'CaseEvidenceFiled',
    { requestId: StreamId, caseId: HostId, round: CaseRound, party: Party, items: EvidenceItems, filedBy: By },
    { note: personal(CustomerNote) },
  ),
)
export const PlatformCaseWithdrawn = family(
  'PlatformCaseWithdrawn',
  record('PlatformCaseWithdrawn', { requestId: StreamId, caseId: HostId, reason: Code }),
)
/**
 * What the platform ruled, under its own authority: our limits do not bind it. `absent`: who filed nothing in a round
 * that was open to both. `lines` and `remedy`: what the customer gets, where it ruled for them.
 */
export const CaseDecided = family(
  'CaseDecided',
  record(
    'CaseDecided',
    {
      requestId: StreamId,
      caseId: HostId,
      rulingId: HostId,
      authority: Code,
      inFavorOf: Party,
      lines: UnitsOrNone,
      absent: listOf(Party, 0, 2),
      recordedBy: By,
    },
    { remedy: Remedy },
  ),
)
export const RulingApplied = family(
  'RulingApplied',
  record('RulingApplied', { requestId: StreamId, orderId: StreamId, rulingId: HostId }),
)
