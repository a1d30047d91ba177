/**
 * The people around a case, all at once and in no agreed order: customers, agents, the warehouse, two in finance, and
 * whoever works in the provider's dashboard. Each looks at how things stand, does one thing, and thinks for a while.
 * A call that is not answered is repeated under the same id, on whatever instance is up.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { AfterSales } from '../../after-sales.js'
import type { Actor } from '../../domain/values/actor.js'
import { describe, type AfterSalesError } from '../../runtime/errors.js'
import type { Parked } from '../../runtime/parking.js'
import type { Chance } from './chance.js'
import type { Monitor } from './monitor.js'
import type { Scenario, Wish } from './scenario.js'
import type { World } from './world.js'

type Api = AfterSales
type Caller = { readonly actor: Actor; readonly commandId: string }
type Do = (api: Api, caller: Caller) => () => Promise<E.Either<AfterSalesError, unknown>>

/** Something that a person could do now. */
interface Option {
  readonly name: string
  readonly do: Do
}

export interface PeopleMeans {
  readonly world: World
  readonly chance: Chance
  readonly monitor: Monitor
  readonly scenario: Scenario
  /** An instance that is up, or none. */
  readonly anyApi: (what: string, nth: number) => Api | undefined
  /** How a key stands in the provider's own books. */
  readonly standingOf: (key: string) => 'paid' | 'open' | 'unpaid'
  /** Resolves when something was written next. */
  readonly news: () => Promise<void>
  /** Work that was put aside. */
  readonly parked: () => Promise<ReadonlyArray<Pick<Parked, 'role' | 'stream'>>>
  /** An error that no person could have caused. */
  readonly onError: (what: string, error: AfterSalesError) => void
}

const ANSWER_MS = 120_000
const AGAIN_MS = 15_000
const MOST_TRIES = 400
const OPERATOR_MS = 3 * 3_600_000

const customer = (id: string): Actor => ({ kind: 'customer', id })
const staff = (kind: Actor['kind'], id: string, ...roles: ReadonlyArray<string>): Actor => ({ kind, id, roles })

export const people = (means: PeopleMeans) => {
  const { world, chance, monitor, scenario } = means
  let busy = 0
  let numbered = 0

  /** Calls until somebody answers. Answers whether it was accepted. */
  const call = async (name: string, actor: Actor, action: Do): Promise<boolean> => {
    const commandId = `${name}-${numbered++}`
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const api = means.anyApi(commandId, tries)
      if (api === undefined) {
        await world.sleep(undefined, AGAIN_MS)
        continue
      }
      const gaveUp = world.sleep(undefined, ANSWER_MS).then(() => undefined)
      const answer = await Promise.race([action(api, { actor, commandId })(), gaveUp])
      if (answer !== undefined && E.isRight(answer)) {
        world.tell(() => `${actor.kind} ${actor.id}: ${name}`)
        return true
      }
      if (answer !== undefined && !describe(answer.left).retryable) {
        world.tell(() => `${actor.kind} ${actor.id}: ${name} is refused (${answer.left._tag})`)
        means.onError(name, answer.left)
        return false
      }
      await world.sleep(undefined, AGAIN_MS)
    }
    return false
  }

  const think = (who: string, nth: number): Promise<void> =>
    world.sleep(undefined, scenario.thinkMs * (0.2 + chance.unit(`${who} thinks`, nth)))

  /** One person for as long as there may be something to do. */
  const person = async (who: string, actor: Actor, optionsNow: () => ReadonlyArray<Option>): Promise<void> => {
    for (let nth = 0; ; nth++) {
      await think(who, nth)
      const options = optionsNow()
      if (options.length === 0) {
        // Nothing to do before something has happened.
        await means.news()
        continue
      }
      const { name, do: action } = chance.pick(options, `${who} chooses`, nth)
      busy += 1
      await call(name, actor, action)
      busy -= 1
    }
  }

  const requestOf = (wish: Wish) => {
    const request = monitor.state('request', wish.requestId)
    return request === undefined || request.status === 'none' ? undefined : request
  }
  const returnsOpen = () =>
    monitor.of('return').flatMap((r) => (r.status === 'none' || r.status === 'canceled' ? [] : [r]))
  const refunds = () => monitor.of('refund').flatMap((r) => (r.status === 'none' ? [] : [r]))

  const customerOptions = (wish: Wish) => (): ReadonlyArray<Option> => {
    const { requestId, orderId, remedy, lines } = wish
    const request = requestOf(wish)
    if (request === undefined)
      return [{ name: 'open', do: (api, by) => api.requests.open({ requestId, orderId, remedy, lines }, by) }]
    if (request.status === 'draft' && request.submission < 2)
      return [{ name: 'submit', do: (api, by) => api.requests.submit({ requestId }, by) }]
    const options: Array<Option> = []
    const goods = returnsOpen().find((r) => r.requestId === requestId)
    if (goods !== undefined && goods.status === 'authorized' && !wish.neverShips)
      options.push({
        name: 'ship',
        do: (api, by) => api.returns.registerParcel({ returnId: goods.returnId, parcelId: `p-${requestId}` }, by),
      })
    const mayCancel =
      request.status === 'approved' || request.status === 'in_progress' || request.status === 'under_review'
    if (wish.cancels && mayCancel && request.notCanceled === undefined)
      options.push({ name: 'cancel', do: (api, by) => api.requests.cancel({ requestId, reason: 'changed mind' }, by) })
    return options
  }

  const agentOptions = (): ReadonlyArray<Option> =>
    scenario.wishes.flatMap((wish): ReadonlyArray<Option> => {
      const request = requestOf(wish)
      const { requestId } = wish
      if (request?.status === 'under_review')
        return chance.happens(0.1, `agent rejects ${requestId}`)
          ? [{ name: 'reject', do: (api, by) => api.requests.reject({ requestId, code: 'NOT_ELIGIBLE' }, by) }]
          : [{ name: 'approve', do: (api, by) => api.requests.approve({ requestId }, by) }]
      if (request?.status === 'resolved' || request?.status === 'rejected')
        return [{ name: 'close', do: (api, by) => api.requests.close({ requestId }, by) }]
      if (request?.status !== 'in_progress') return []
      const failed = [...request.refunds].find(
        ([, r]) => !r.retried && (r.end === 'refused' || r.end === 'abandoned') && r.due.attempt < 3,
      )
      const goodsDone = request.returnId === undefined || request.returned !== undefined
      const stuck = [...request.refunds.values()].some(
        (r) => !r.retried && (r.end === 'refused' || r.end === 'abandoned'),
      )
      return [
        ...(failed === undefined
          ? []
          : [
              {
                name: 'retry refund',
                do: (api: Api, by: Caller) => api.requests.retryRefund({ requestId, refundId: failed[0] }, by),
              },
            ]),
        ...(stuck && failed === undefined && goodsDone
          ? [
              {
                name: 'resolve by hand',
                do: (api: Api, by: Caller) => api.requests.resolve({ requestId, reason: 'paid otherwise' }, by),
              },
            ]
          : []),
      ]
    })

  const warehouseOptions = (): ReadonlyArray<Option> =>
    returnsOpen().flatMap((r): ReadonlyArray<Option> => {
      const { returnId, lines, receipts, inspections, dispositions } = r
      if (r.status === 'completed' || r.status === 'expired' || r.status === 'authorized') return []
      const awaited = lines.filter((l) => l.received < l.authorized)
      const uninspected = lines.filter((l) => l.accepted + l.rejected < l.received)
      const undisposed = lines.filter((l) => l.disposed < l.accepted + l.rejected)
      const options: Array<Option> = []
      if (awaited.length > 0) {
        const isPart = chance.happens(0.4, `part of ${returnId}`, receipts.size)
        const counted = awaited.map((l) => ({ lineId: l.lineId, quantity: isPart ? 1 : l.authorized - l.received }))
        options.push({
          name: 'receive',
          do: (api, by) => api.returns.receiveParcel({ returnId, receiptId: `r-${receipts.size}`, lines: counted }, by),
        })
        if (receipts.size > 0 && chance.happens(0.2, `short ${returnId}`, receipts.size))
          options.push({
            name: 'close short',
            do: (api, by) => api.returns.closeShort({ returnId, reason: 'carrier lost the rest' }, by),
          })
      }
      if (uninspected.length > 0)
        options.push({
          name: 'inspect',
          do: (api, by) =>
            api.returns.inspect(
              {
                returnId,
                inspectionId: `i-${inspections.length}`,
                lines: uninspected.map((l) => {
                  const units = l.received - l.accepted - l.rejected
                  const most = Math.min(units, l.authorized - l.accepted)
                  const accepted = chance.happens(0.2, `rejects ${returnId}`, inspections.length) ? 0 : most
                  return { lineId: l.lineId, accepted, rejected: units - accepted, grade: 'B_NEW_OPENED' }
                }),
              },
              by,
            ),
        })
      if (undisposed.length > 0)
        options.push({
          name: 'dispose',
          do: (api, by) =>
            api.returns.dispose(
              {
                returnId,
                dispositionId: `d-${dispositions.size}`,
                lines: undisposed.map((l) => ({
                  lineId: l.lineId,
                  quantity: l.accepted + l.rejected - l.disposed,
                  code: 'RESTOCK',
                })),
              },
              by,
            ),
        })
      return options
    })

  const financeOptions = (me: string) => (): ReadonlyArray<Option> =>
    refunds().flatMap((r): ReadonlyArray<Option> => {
      const { refundId } = r
      if (r.status === 'pending_approval') {
        // Some try a second time; a well-meant approval by the same person is none.
        if (r.approvals.some((a) => a.actorId === me) && !chance.happens(0.2, `${me} again ${refundId}`)) return []
        return chance.happens(0.05, `declines ${refundId}`)
          ? [{ name: 'decline refund', do: (api, by) => api.refunds.decline({ refundId, code: 'NOT_DUE' }, by) }]
          : [{ name: 'approve refund', do: (api, by) => api.refunds.approve({ refundId }, by) }]
      }
      return r.legs.flatMap((leg): ReadonlyArray<Option> => {
        const { legId, epoch } = leg
        const isOwn = leg.proposedStep?.by === me
        if (leg.proposedStep !== undefined && (!isOwn || chance.happens(0.2, `${me} alone ${refundId}`, epoch)))
          return [{ name: 'confirm step', do: (api, by) => api.refunds.confirmLegStep({ refundId, legId }, by) }]
        const propose = (name: string, step: Parameters<Api['refunds']['proposeLegStep']>[0]['step']): Option => ({
          name,
          do: (api, by) => api.refunds.proposeLegStep({ refundId, legId, step }, by),
        })
        if (leg.status === 'needs_attention' && leg.proposedStep === undefined) {
          // Whoever settles by proof has looked at the provider's books.
          const standing = means.standingOf(leg.key!)
          if (standing === 'unpaid')
            return [propose('propose release', { _tag: 'Release', proof: `statement-${epoch}` })]
          return [
            { name: 'check leg', do: (api, by) => api.refunds.checkLeg({ refundId, legId }, by) },
            ...(standing === 'paid'
              ? [propose('propose confirmation', { _tag: 'ConfirmPaid', proof: `statement-${epoch}` })]
              : []),
          ]
        }
        if (leg.status !== 'failed' || leg.proposedStep !== undefined) return []
        if (epoch >= 4) return [propose('propose manual payment', { _tag: 'PayManually', proof: `transfer-${epoch}` })]
        const ways: Array<Option> = [
          { name: 'retry leg', do: (api, by) => api.refunds.retryLeg({ refundId, legId }, by) },
          propose('propose manual payment', { _tag: 'PayManually', proof: `transfer-${epoch}` }),
          propose('propose other way', {
            _tag: 'Reroute',
            via: { kind: 'bank_transfer', ref: `account-${epoch}` },
            consent: 'chat-17',
          }),
        ]
        if ((r.status === 'failed' || r.status === 'partially_succeeded') && r.abandonedFor === undefined)
          ways.push({ name: 'abandon', do: (api, by) => api.refunds.abandon({ refundId, code: 'GIVEN_UP' }, by) })
        return ways
      })
    })

  /** What happens outside, now and then: a refund in the dashboard, a chargeback and its end. */
  const outsideOptions = (): ReadonlyArray<Option> =>
    scenario.orders.flatMap(({ orderId }): ReadonlyArray<Option> => {
      const order = monitor.state('entitlement', encodedOrder(orderId))
      if (order === undefined || order.status === 'unknown') return []
      const options: Array<Option> = []
      for (const [chargebackId, { status }] of order.chargebacks)
        if (status === 'open')
          options.push({
            name: 'chargeback ends',
            do: (api, by) =>
              api.orders.recordChargeback(
                {
                  orderId,
                  chargebackId,
                  status: chance.happens(0.5, `won ${orderId}`) ? 'won' : 'lost',
                },
                by,
              ),
          })
      if (chance.happens(0.08, `dashboard ${orderId}`) && order.recorded.size === 0)
        options.push({
          name: 'refund in the dashboard',
          do: (api, by) =>
            api.orders.recordExternalRefund({ orderId, externalId: 'dash-1', tenderId: 'card', minor: 50 }, by),
        })
      if (chance.happens(0.05, `chargeback ${orderId}`) && order.chargebacks.size === 0)
        options.push({
          name: 'chargeback',
          do: (api, by) =>
            api.orders.recordChargeback(
              { orderId, chargebackId: 'cb-1', status: 'opened', tenderId: 'card', minor: 100 },
              by,
            ),
        })
      return options
    })

  /** Whoever operates the library looks now and then whether something was put aside, and has it tried again. */
  let isAnythingParked = false
  const operator = async (): Promise<void> => {
    for (let nth = 0; ; nth++) {
      await world.sleep(undefined, OPERATOR_MS)
      const parked = await means.parked()
      isAnythingParked = parked.length > 0
      for (const { role, stream } of parked)
        await call(`retry parked ${nth}`, staff('agent', 'operator'), (api, by) =>
          api.operations.retryParked({ role, stream }, by),
        )
    }
  }

  return {
    isBusy: () => busy > 0 || isAnythingParked,
    /** Somebody could still do something that moves the case. */
    anythingToDo: () =>
      [
        ...scenario.wishes.flatMap((wish) => customerOptions(wish)()),
        ...agentOptions(),
        ...warehouseOptions(),
        ...financeOptions('finance-1')(),
        ...financeOptions('finance-2')(),
        ...financeOptions('finance-3')(),
        ...outsideOptions().filter(({ name }) => name === 'chargeback ends'),
      ].length > 0,
    start: (): void => {
      for (const [nth, wish] of scenario.wishes.entries())
        void person(`customer ${nth}`, customer(wish.customerId), customerOptions(wish))
      void person('agent', staff('agent', 'agent-1', 'lead'), agentOptions)
      void person('warehouse', staff('warehouse', 'dock-1'), warehouseOptions)
      for (const id of ['finance-1', 'finance-2', 'finance-3'])
        void person(id, staff('finance', id), financeOptions(id))
      void operator()
      void person('outside', staff('merchant', 'dashboard'), outsideOptions)
    },
  }
}

/** As the stream's name has it: `#` is escaped. */
const encodedOrder = (orderId: string): string => orderId.replace('#', '~23')
