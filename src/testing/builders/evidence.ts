/** What the customer of `request.ts` is asked for, and what comes of it. */
import * as request from '../../domain/request/index.js'
import type { RequestCommand } from '../../domain/request/index.js'
import type { Actor } from '../../domain/values/actor.js'
import { agent, at, commandBuilder, customer, eventBuilder, system } from './build.js'
import { orderId, requestId } from './request.js'

type Data<Type extends RequestCommand['type']> = Extract<RequestCommand, { readonly type: Type }>['data']
const command = <Type extends RequestCommand['type']>(type: Type, actor: Actor, usual: Data<Type>) =>
  commandBuilder<Type, Data<Type>>(type, actor, usual)

/** Three days after noon. */
export const evidenceDue = at('2026-03-05T12:00:00.000Z')
export const photo: request.EvidenceItem = { evidenceId: 'photo-1', kind: 'photo', sha256: 'a'.repeat(64) }

export const askForEvidence = command('AskForEvidence', agent, {
  requestId,
  asked: ['photo_of_damage'],
  dueAt: evidenceDue,
})
export const supplyEvidence = command('SupplyEvidence', customer, { requestId, items: [photo] })
export const expireEvidence = command('ExpireEvidence', system, { requestId })
export const answerSurvey = command('AnswerSurvey', customer, { requestId, score: 4 })

export const evidenceRequested = eventBuilder(request.EvidenceRequested, {
  requestId,
  asked: ['photo_of_damage'],
  dueAt: evidenceDue,
  askedBy: agent.id,
})
export const evidenceSupplied = eventBuilder(request.EvidenceSupplied, {
  requestId,
  items: [photo],
  suppliedBy: { kind: 'customer', id: customer.id },
})
export const requestExpired = eventBuilder(request.RequestExpired, {
  requestId,
  orderId,
  dueAt: evidenceDue,
  submission: 1,
})
export const surveyAnswered = eventBuilder(request.SurveyAnswered, { requestId, score: 4 })
