/** The request of `request.ts` before a platform. */
import type { RequestCommand } from '../../domain/request/index.js'
import * as request from '../../domain/request/index.js'
import type { Actor } from '../../domain/values/actor.js'
import { at, commandBuilder, customer, eventBuilder, system } from './build.js'
import { photo } from './evidence.js'
import { orderId, requestId } from './request.js'

type Data<Type extends RequestCommand['type']> = Extract<RequestCommand, { readonly type: Type }>['data']
const command = <Type extends RequestCommand['type']>(type: Type, actor: Actor, usual: Data<Type>) =>
  commandBuilder<Type, Data<Type>>(type, actor, usual)

export const platform: Actor = { kind: 'platform', id: 'market' }
export const caseId = 'case-1'
export const rulingId = 'ruling-1'
/** Two days after noon. */
export const roundEnd = at('2026-03-04T12:00:00.000Z')
export const afterRound = at('2026-03-04T12:00:00.001Z')

export const openPlatformCase = command('OpenPlatformCase', platform, { requestId, caseId, platform: 'market' })
export const openCaseRound = command('OpenCaseRound', platform, { requestId, caseId, dueAt: roundEnd })
export const fileCaseEvidence = command('FileCaseEvidence', customer, {
  requestId,
  caseId,
  party: 'customer',
  items: [photo],
})
export const withdrawPlatformCase = command('WithdrawPlatformCase', platform, { requestId, caseId, reason: 'settled' })
export const recordRuling = command('RecordRuling', platform, {
  requestId,
  caseId,
  rulingId,
  authority: 'market_rules_7',
  inFavorOf: 'customer',
  remedy: 'refund_only',
})
export const rulingForShop = (data: Partial<Data<'RecordRuling'>> = {}) => {
  const { remedy: _, ...rest } = recordRuling({ inFavorOf: 'shop', ...data }).data
  return { ...recordRuling(), data: rest }
}
export const applyRuling = command('ApplyRuling', system, { requestId })

const openedBy = { kind: platform.kind, id: platform.id }
export const platformCaseOpened = eventBuilder(request.PlatformCaseOpened, {
  requestId,
  orderId,
  caseId,
  platform: 'market',
  openedBy,
})
export const caseRoundOpened = eventBuilder(request.CaseRoundOpened, { requestId, caseId, round: 1, dueAt: roundEnd })
export const caseEvidenceFiled = eventBuilder(request.CaseEvidenceFiled, {
  requestId,
  caseId,
  round: 1,
  party: 'customer',
  items: [photo],
  filedBy: { kind: 'customer', id: customer.id },
})
export const platformCaseWithdrawn = eventBuilder(request.PlatformCaseWithdrawn, {
  requestId,
  caseId,
  reason: 'settled',
})
export const caseDecided = eventBuilder(request.CaseDecided, {
  requestId,
  caseId,
  rulingId,
  authority: 'market_rules_7',
  inFavorOf: 'customer',
  lines: [{ lineId: 'shirt', quantity: 3 }],
  absent: [],
  recordedBy: openedBy,
  remedy: 'refund_only',
})
/** The same case, ruled for the shop. */
export const decidedForShop = () => {
  const { remedy: _, ...rest } = caseDecided({ inFavorOf: 'shop', lines: [] }).data
  return { ...caseDecided(), data: rest }
}
export const rulingApplied = eventBuilder(request.RulingApplied, { requestId, orderId, rulingId })
