/** Every function of the façade with an input that its border accepts, and ways to spoil inputs. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simplePolicy } from 'after-sales/testing'
import type { AfterSalesError, EventStore } from 'after-sales'
import { customer, shopOn, submitted, wish, type Shop } from '../acceptance/shop.js'

const UUID = '3c7c0986-035a-591e-95f4-ae66c84fa9ea'
const orderId = '#1001'
const reason = 'CM_CHANGED_MIND'
const units = [{ lineId: 'mug', quantity: 1 }]
const deduction = { kind: 'depreciation', minor: 5, ruleId: 'D-1', code: 'worn', lineId: 'mug' }
const inspected = { lineId: 'mug', accepted: 1, rejected: 0, grade: 'A_NEW_SEALED', fault: 'customer', code: 'ok' }
const line = { lineId: 'lamp', sku: 'LAMP', quantity: 1, goods: 5, discount: 1, tax: 1, duty: 1, fee: 1 }
const answer = { _tag: 'Succeeded', providerRef: 'p', minor: 5, currency: 'EUR' }

/** With every optional field, so that every codec is asked. */
export const inputs: Readonly<Record<string, object>> = {
  'orders.recordDelivery': { orderId, deliveredAt: '2026-01-04T10:00:00.000Z' },
  'orders.recordCapture': { orderId, captureId: 'cap-1', tenderId: 'card', minor: 5 },
  'orders.recordExternalRefund': { orderId, externalId: 'x-1', tenderId: 'card', minor: 5, lines: units },
  'orders.recordChargeback': {
    orderId,
    chargebackId: 'cb-1',
    status: 'opened',
    tenderId: 'card',
    minor: 5,
    reason: 'fraud',
  },
  'orders.recordEdit': { orderId, editId: 'e-1', canceled: units, added: [line], reason: 'swap' },
  'orders.recordDutyRecovered': { orderId, reclaimId: 'dr-1', lines: [{ lineId: 'mug', minor: 5 }] },
  'requests.open': { ...wish('R-new', 1), note: 'a note' },
  'requests.edit': { requestId: 'R-draft', remedy: 'refund_only', lines: [{ ...units[0], reason }], note: 'a note' },
  'requests.submit': { requestId: 'R-draft', override: { reason: 'goodwill' }, evenIfAlike: true, quote: 1 },
  'requests.quote': { requestId: 'R-draft' },
  'requests.appeal': { requestId: 'R-1', lines: units, note: 'a note' },
  'requests.reopen': { requestId: 'R-1', reason: 'new_fault', lines: units },
  'requests.merge': { requestId: 'R-1', into: 'R-draft' },
  'requests.openPlatformCase': { requestId: 'R-1', caseId: 'TB-77', platform: 'taobao' },
  'requests.openCaseRound': { requestId: 'R-1', caseId: 'TB-77', dueAt: '2026-02-01T00:00:00.000Z' },
  'requests.fileCaseEvidence': {
    ...{ requestId: 'R-1', caseId: 'TB-77', party: 'shop', note: 'a note' },
    items: [{ evidenceId: 'photo-1', kind: 'photo_of_damage', sha256: '0'.repeat(64) }],
  },
  'requests.withdrawPlatformCase': { requestId: 'R-1', caseId: 'TB-77', reason: 'settled' },
  'requests.recordRuling': {
    ...{ requestId: 'R-1', caseId: 'TB-77', rulingId: 'TB-77-1', authority: 'rules_45', inFavorOf: 'customer' },
    ...{ lines: units, remedy: 'refund_only' },
  },
  'requests.applyRuling': { requestId: 'R-1' },
  'requests.switchRemedy': { requestId: 'R-1', to: 'return_refund', proof: 'call 7' },
  'requests.approve': { requestId: 'R-1', lines: units },
  'requests.reject': { requestId: 'R-1', code: 'WORN', note: 'a note' },
  'requests.askForEvidence': {
    requestId: 'R-1',
    asked: ['photo_of_damage'],
    dueAt: '2026-02-01T00:00:00.000Z',
    note: 'a note',
  },
  'requests.supplyEvidence': {
    requestId: 'R-1',
    items: [{ evidenceId: 'photo-1', kind: 'photo_of_damage', sha256: '0'.repeat(64) }],
  },
  'requests.answerSurvey': { requestId: 'R-1', score: 5, note: 'a note' },
  'requests.cancel': { requestId: 'R-1', reason: 'kept' },
  'requests.retryRefund': { requestId: 'R-1', refundId: UUID },
  'requests.resolve': { requestId: 'R-1', reason: 'done' },
  'requests.close': { requestId: 'R-1' },
  'returns.callBack': { returnId: UUID, as: 'recall', reason: 'battery-fire' },
  'returns.arrange': { returnId: UUID, method: 'in_store', place: 'store-7' },
  'returns.issueLabel': {
    ...{ returnId: UUID, labelId: 'L-1', parcelId: 'P-1', carrier: 'DHL', bearer: 'merchant' },
    cost: { minor: 5, currency: 'EUR' },
  },
  'returns.voidLabel': { returnId: UUID, labelId: 'L-1' },
  'returns.recordScan': {
    ...{ returnId: UUID, scanId: 'S-1', parcelId: 'P-1', kind: 'in_transit', at: '2026-01-04T10:00:00.000Z' },
  },
  'returns.refuseParcel': { returnId: UUID, parcelId: 'P-1', reason: 'wet', evidenceIds: ['e-1'], takenBack: true },
  'returns.disputeCount': { returnId: UUID, receiptId: 'P-1', lineId: 'mug', counted: 2, evidenceIds: ['e-1'] },
  'returns.settleCount': { returnId: UUID, receiptId: 'P-1', lineId: 'mug', quantity: 2, reason: 'scale' },
  'returns.reviseInspection': {
    ...{ returnId: UUID, inspectionId: 'I-1', revisionId: 'V-1', lines: [inspected], reason: 'crack' },
  },
  'returns.redispose': {
    ...{ returnId: UUID, redispositionId: 'RD-1', reason: 'tested', consent: 'call-1' },
    lines: [{ lineId: 'mug', quantity: 1, from: 'QUARANTINE', to: 'RESTOCK', location: 'A-1', of: 'accepted' }],
  },
  'returns.sendBack': {
    ...{ returnId: UUID, consignmentId: 'B-1', lines: units, bearer: 'customer' },
    ...{ parcelId: 'P-1', carrier: 'DHL', tracking: 'T-9' },
  },
  'returns.recordBackWithCustomer': { returnId: UUID, consignmentId: 'B-1' },
  'returns.recordAbandoned': { returnId: UUID, consignmentId: 'B-1', reason: 'not fetched' },
  'returns.setSendBackDeadline': { returnId: UUID, sendBackBy: '2026-01-14T10:00:00.000Z' },
  'returns.declareLost': {
    ...{ returnId: UUID, lossId: 'X-1', lines: units, bearer: 'carrier', reason: 'claim', evidenceIds: ['e-1'] },
  },
  'returns.waive': { returnId: UUID, waiverId: 'W-1', lines: units, as: 'keep', reason: 'freight' },
  'returns.registerParcel': { returnId: UUID, parcelId: 'P-1', carrier: 'DHL', tracking: 'T-1' },
  'returns.receiveParcel': {
    returnId: UUID,
    receiptId: 'P-1',
    lines: units,
    parcelId: 'P-1',
    exceptions: [{ kind: 'wrong_item', quantity: 1, lineId: 'mug', evidenceIds: ['photo-1'] }],
  },
  'returns.inspect': { returnId: UUID, inspectionId: 'I-1', lines: [inspected], deductions: [deduction] },
  'returns.dispose': {
    returnId: UUID,
    dispositionId: 'D-1',
    lines: [{ lineId: 'mug', quantity: 1, code: 'RESTOCK', location: 'A-1', of: 'accepted' }],
    consent: 'call-1',
  },
  'returns.closeShort': { returnId: UUID, reason: 'lost' },
  'refunds.approve': { refundId: UUID },
  'refunds.decline': { refundId: UUID, code: 'FRAUD' },
  'refunds.retryLeg': { refundId: UUID, legId: 'card' },
  'refunds.checkLeg': { refundId: UUID, legId: 'card' },
  'refunds.proposeLegStep': {
    refundId: UUID,
    legId: 'card',
    step: { _tag: 'Reroute', via: { kind: 'bank', ref: 'B-1' }, consent: 'call 7' },
  },
  'refunds.confirmLegStep': { refundId: UUID, legId: 'card' },
  'refunds.abandon': { refundId: UUID, code: 'CLOSED' },
  'refunds.contestDeduction': { refundId: UUID, contestId: 'ct-1', index: 0, note: 'a note' },
  'refunds.decideContest': { refundId: UUID, contestId: 'ct-1', verdict: 'reduced', minor: 5 },
  'refunds.recordReceivablePaid': { refundId: UUID, receivableId: UUID, paymentId: 'in-1', minor: 5 },
  'refunds.proposeWriteOff': { refundId: UUID, receivableId: UUID, reason: 'GONE' },
  'refunds.confirmWriteOff': { refundId: UUID, receivableId: UUID },
  'refunds.recordAnswer': { refundId: UUID, legId: 'card', epoch: 1, answer },
  'replacements.reserve': {
    replacementId: UUID,
    items: [line],
    shipping: 5,
    shippingTax: 1,
    payBy: '2026-02-01T00:00:00.000Z',
  },
  'replacements.secureDifference': {
    ...{ replacementId: UUID, paymentId: 'pay-1', tenderId: 'card-2', kind: 'card', minor: 5 },
    ...{ paymentRef: 'pi_2', granularity: 1 },
  },
  'replacements.reportOutOfStock': { replacementId: UUID, reason: 'sold out' },
  'replacements.releaseInAdvance': {
    replacementId: UUID,
    security: {
      ...{ kind: 'hold', tenderId: 'card-3', tenderKind: 'card', paymentRef: 'pi_3', minor: 5, granularity: 1 },
    },
    returnBy: '2026-02-01T00:00:00.000Z',
  },
  'replacements.ship': { replacementId: UUID, parcelId: 'P-2', carrier: 'DHL', tracking: 'T-2' },
  'replacements.recordDelivered': { replacementId: UUID, deliveredAt: '2026-01-10T10:00:00.000Z' },
  'replacements.recordUndelivered': { replacementId: UUID, why: 'lost' },
  'replacements.recordRecovery': { replacementId: UUID, recoveryId: 'rec-1', minor: 5 },
  'replacements.waiveRecovery': { replacementId: UUID, reason: 'goodwill' },
  'repairs.diagnose': {
    ...{ repairId: UUID, fault: 'heating', warranty: 'not_covered', serials: [{ lineId: 'mug', serial: 'SN-1' }] },
    quote: { minor: 5, currency: 'EUR', validUntil: '2026-02-01T00:00:00.000Z' },
  },
  'repairs.acceptQuote': { repairId: UUID, paymentRef: 'pi_4', proof: 'call 7' },
  'repairs.declineQuote': { repairId: UUID, proof: 'call 7' },
  'repairs.finish': { repairId: UUID, parts: ['element'] },
  'repairs.reportUnrepairable': { repairId: UUID, reason: 'no parts' },
  'repairs.ship': { repairId: UUID, parcelId: 'P-3', carrier: 'DHL', tracking: 'T-3' },
  'repairs.recordDelivered': { repairId: UUID, deliveredAt: '2026-01-10T10:00:00.000Z' },
  'compensations.propose': {
    compensationId: 'C-1',
    requestId: 'R-1',
    currency: 'EUR',
    losses: [
      {
        ...{ head: 'delay', layer: 'goodwill', severity: 'S1', lineIds: ['mug'], minor: 5, evidenceIds: ['photo-1'] },
        ...{ basis: 'RULE-1', actualLoss: 9 },
      },
    ],
    benefit: { form: 'coupon', product: 'SORRY' },
    terms: {
      limits: [{ role: 'lead', atMost: 50, perOrder: 60 }],
      overCapRoles: ['lead'],
      legalRoles: ['legal'],
      allowances: [
        { _tag: 'Department', department: 'support', period: '2026-01', limit: 50 },
        { _tag: 'Agent', period: '2026-01-05', limit: 50 },
        { _tag: 'Customer', period: '2026', limit: 50 },
      ],
      consent: true,
      exclusive: ['promise'],
      answerWithinSeconds: 60,
    },
    demanded: true,
    apology: { template: 'SORRY-3', language: 'zh' },
    overCap: 'press',
  },
  'compensations.approve': { compensationId: 'C-1' },
  'compensations.reject': { compensationId: 'C-1', code: 'NO' },
  'compensations.cancel': { compensationId: 'C-1', reason: 'mistake' },
  'compensations.offer': { compensationId: 'C-1', expiresAt: '2026-02-01T00:00:00.000Z' },
  'compensations.accept': { compensationId: 'C-1', consent: 'call 7' },
  'compensations.decline': { compensationId: 'C-1', consent: 'call 7' },
  'compensations.retry': { compensationId: 'C-1' },
  'compensations.revoke': { compensationId: 'C-1', reason: 'twice', clawBack: true },
  'compensations.recordRedeemed': { compensationId: 'C-1' },
  'compensations.recordExpired': { compensationId: 'C-1' },
  'compensations.assignCost': { compensationId: 'C-1', shares: [{ party: 'carrier', basisPoints: 10_000 }] },
  'compensations.claimRecovery': { compensationId: 'C-1', party: 'carrier', minor: 5, reference: 'claim-1' },
  'compensations.recordRecovered': { compensationId: 'C-1', party: 'carrier', minor: 5, reference: 'pay-1' },
  'compensations.proposeWriteOff': { compensationId: 'C-1', party: 'carrier', reason: 'too old' },
  'compensations.confirmWriteOff': { compensationId: 'C-1', party: 'carrier' },
  'compensations.recordRepaid': { compensationId: 'C-1', party: 'carrier', reference: 'back-1' },
  'compensations.recordReturned': { compensationId: 'C-1', code: 'account_closed', reference: 'return-1' },
  'allowances.open': { scope: 'agent', key: 'agent-9', period: '2026-01-05', currency: 'EUR', limit: 50 },
  'work.take': { kind: 'request', id: 'R-1', department: 'customer_service' },
  'work.release': { kind: 'request', id: 'R-1', department: 'customer_service', reason: 'ill' },
  'work.transfer': { kind: 'request', id: 'R-1', department: 'customer_service', to: 'agent-2', reason: 'ill' },
  'operations.discardNotice': { provider: 'stripe', noticeId: 'evt_1', reason: 'looked into' },
  'operations.retryParked': { role: 'effects', stream: 'aftersales_refund-main.1' },
  'operations.discardParked': { role: 'effects', stream: 'aftersales_refund-main.1', reason: 'came twice' },
}

/** What an operator is: orders come from people, and carry no trace. */
const OPERATOR_FIELDS = ['actor', 'channel', 'commandId']

export const caller = {
  actor: { kind: 'agent', id: 'agent-9', roles: ['lead', 'finance'] },
  channel: 'phone',
  commandId: 'command-1',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
}

/** The caller of a call, as far as the call knows one. */
export const callerOf = (name: string): object =>
  name.startsWith('operations.')
    ? Object.fromEntries(Object.entries(caller).filter(([field]) => OPERATOR_FIELDS.includes(field)))
    : caller

export type Call = (input: unknown, by: unknown) => TaskEither<AfterSalesError, unknown>

export const callsOf = (shop: Shop): Readonly<Record<string, Call>> => {
  const { orders, requests, returns, refunds, replacements, repairs, compensations, allowances, work, operations } =
    shop.afterSales
  const { get: _get, ...budgets } = allowances
  const { discardNotice, retryParked, discardParked, ...questions } = operations
  // What only asks takes no input, or checks it in a test of its own; an order that is added must stand in the list above.
  const {
    workers: _w,
    health: _h,
    attention: _a,
    notices: _n,
    parked: _p,
    lag: _l,
    readModels: _r,
    verifyReadModels: _v,
    rebuildReadModel: _b,
    compareReadModels: _m,
    retireReadModels: _t,
    checkEntitlements: _c,
    reconcile: _s,
    withdrawStatement: _ws,
    ...others
  } = questions
  const groups = {
    orders,
    requests,
    returns,
    refunds,
    replacements,
    repairs,
    compensations,
    allowances: budgets,
    work,
    operations: { discardNotice, retryParked, discardParked, ...others },
  }
  return Object.fromEntries(
    Object.entries(groups).flatMap(([group, functions]) =>
      Object.entries(functions).map(([name, call]) => [`${group}.${name}`, call as unknown as Call]),
    ),
  )
}

/** A shop with a draft and a request under review, so that nothing is refused for want of an order. */
export const busyShop = async (store: EventStore = memoryEventStore()): Promise<Shop> => {
  const shop = shopOn(store, { policy: simplePolicy('EUR') })
  await submitted(shop, 'R-1', 1)
  await shop.requests.open(wish('R-draft', 1), customer)
  return shop
}

export type Path = ReadonlyArray<string>

/** The paths to every value in it, the value itself included. */
export const pathsIn = (value: unknown): ReadonlyArray<Path> =>
  typeof value !== 'object' || value === null
    ? [[]]
    : [[], ...Object.entries(value).flatMap(([key, member]) => pathsIn(member).map((path) => [key, ...path]))]

/** A copy with another value at the path. Keys are defined, not assigned, so that `__proto__` becomes one, too. */
export const withAt = (value: unknown, [key, ...rest]: Path, put: unknown): unknown => {
  if (key === undefined) return put
  const copy: object = Array.isArray(value) ? [...(value as ReadonlyArray<unknown>)] : { ...(value as object) }
  const member = withAt((value as Readonly<Record<string, unknown>>)[key], rest, put)
  return Object.defineProperty(copy, key, { value: member, enumerable: true, configurable: true, writable: true })
}

export const CANARY = 'CANARY-4711-hunter2'

const nested = (depth: number): unknown => {
  let value: unknown = CANARY
  for (let n = 0; n < depth; n++) value = [value]
  return value
}
const cyclic = (): unknown => {
  const value: Record<string, unknown> = { [CANARY]: 1 }
  value['self'] = value
  return value
}

/** No field of any input takes one of these. */
export const NEVER_VALID: ReadonlyArray<readonly [what: string, value: unknown]> = [
  ['null', null],
  ['an empty text', ''],
  ['a lone surrogate', `${CANARY}\ud800`],
  ['a control character', `${CANARY}\u0000`],
  ['an escape sequence', `${CANARY}\u001b[2J`],
  ['100,000 characters', CANARY.repeat(5_000)],
  ['a negative number', -1],
  ['minus zero', -0],
  ['a fraction', 1.5],
  ['a number beyond 2^53', 2 ** 53],
  ['infinity', Infinity],
  ['not a number', NaN],
  ['a bigint', 10n],
  ['a symbol', Symbol(CANARY)],
  ['a function', () => CANARY],
  ['a date', new Date(0)],
  ['an object of unknown fields', { [CANARY]: CANARY }],
  ['an own __proto__', JSON.parse(`{"__proto__":{"isAdmin":"${CANARY}"}}`)],
  ['an own constructor', JSON.parse(`{"constructor":{"prototype":{"isAdmin":"${CANARY}"}}}`)],
  ['10,000 brackets', nested(10_000)],
  ['a list of thousands', Array.from({ length: 2_001 }, () => CANARY)],
  ['a list with holes', Array(3)],
  ['a circle', cyclic()],
]

export const protoKeys = (): ReadonlyArray<PropertyKey> => Reflect.ownKeys(Object.prototype)
