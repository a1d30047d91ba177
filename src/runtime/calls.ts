/**
 * The library's commands as functions: each checks its input and its caller at the border, looks up the facts that the
 * decision needs, handles the command, and lets everything follow from it.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import { border } from '../domain/kernel/border.js'
import { record, RecordType } from '../domain/kernel/codec.js'
import * as entitlement from '../domain/entitlement/index.js'
import * as refund from '../domain/refund/index.js'
import * as request from '../domain/request/index.js'
import * as goods from '../domain/return/index.js'
import { Actor, Channel } from '../domain/values/actor.js'
import { Code } from '../domain/values/codes.js'
import { CommandId, type StreamKind } from '../domain/values/ids.js'
import { Note } from '../domain/values/note.js'
import type { AfterSalesError } from './errors.js'
import type { FactsFor } from './order-facts.js'
import { ownCopy } from './own-copy.js'
import type { Runtime } from './runtime.js'

const Caller = record('Caller', { actor: Actor }, { channel: Channel, commandId: CommandId, traceparent: Code })
/**
 * Who calls. Bring a `commandId` of your own wherever the call may be repeated (a form, a webhook, a job): the same id
 * with the same payload is done once, with another payload it is `CommandIdReused`.
 */
export type Caller = t.TypeOf<typeof Caller>

export interface Change {
  readonly id: string
  readonly revision: number
  readonly type: string
  readonly data: unknown
}

/** What a command changed. */
export interface Done<S> {
  readonly outcome: 'appended' | 'alreadyHandled' | 'noChange'
  /** Events of this command on its own stream. */
  readonly events: ReadonlyArray<Change>
  readonly revision: number | 'no_stream'
  /** The aggregate after the command and everything that followed from it. */
  readonly state: S
  /** Set when what follows could not be finished in this call; it is repaired by `start` or `resume`. */
  readonly interrupted: AfterSalesError | undefined
}

type Call<D, S> = (data: D, caller: Caller) => TaskEither<AfterSalesError, Done<S>>

const checkCaller = border('Caller', Caller)

type Opened = request.OpenedRequest
type Authorized = goods.AuthorizedReturn
type Proposed = refund.ProposedRefund
type Registered = entitlement.RegisteredEntitlement

export const callsOf = (runtime: Runtime, facts: FactsFor) => {
  /** A command of the library as a function: its codec is its border. */
  const call = <D, S>(
    kind: StreamKind,
    type: string,
    codec: t.Type<D, D, unknown>,
    idOf: (data: D) => string,
    lookUp?: (data: D) => Promise<E.Either<AfterSalesError, unknown>>,
    answer?: (state: S) => AfterSalesError | undefined,
  ): Call<D, S> => {
    const check = border(type, codec)
    const digestible = withoutPersonal(codec)
    return (input, by) => async () => {
      const checked = check(input)
      if (E.isLeft(checked)) return checked
      const caller = checkCaller(by)
      if (E.isLeft(caller)) return caller
      const data = ownCopy(checked.right)
      const { actor, channel = 'api', commandId = runtime.ids.uuid(), traceparent } = ownCopy(caller.right)
      const found = lookUp === undefined ? undefined : await lookUp(data)
      if (found !== undefined && E.isLeft(found)) return found
      const id = idOf(data)
      const handled = await runtime.handle({
        kind,
        id,
        type,
        data,
        facts: found?.right,
        commandId,
        actor,
        channel,
        circumstances: { digestible: digestible(data), ...(traceparent === undefined ? {} : { traceparent }) },
      })
      if (E.isLeft(handled)) return handled
      const { outcome, own, events, revision } = handled.right
      // A repeated command finishes what a crash may have left undone behind the first.
      const drained = await runtime.drain(events, own)
      const now = await runtime.current<S>(kind, id)
      const state = E.isRight(now) ? now.right : (handled.right.state as S)
      const refused = events.length === 0 ? undefined : answer?.(state)
      if (refused !== undefined) return E.left(refused)
      return E.right({
        outcome,
        events: events.map(({ id: eventId, revision: at, event }) => ({
          id: eventId,
          revision: at,
          type: event.type,
          data: event.data,
        })),
        revision,
        state,
        interrupted: E.isLeft(drained) ? drained.left : E.isLeft(now) ? now.left : undefined,
      })
    }
  }

  const ofOrder = (d: { readonly orderId: string }) => d.orderId
  const ofRequest = (d: { readonly requestId: string }) => d.requestId
  const ofReturn = (d: { readonly returnId: string }) => d.returnId
  const ofRefund = (d: { readonly refundId: string }) => d.refundId
  const registered = (d: { readonly orderId: string }) => facts.registered(d.orderId)

  const order = <D extends { readonly orderId: string }>(type: string, codec: t.Type<D, D, unknown>) =>
    call<D, Registered>('entitlement', type, codec, ofOrder, registered)
  const ask = <D extends { readonly requestId: string }>(
    type: string,
    codec: t.Type<D, D, unknown>,
    lookUp?: (data: D) => Promise<E.Either<AfterSalesError, unknown>>,
    answer?: (state: Opened) => AfterSalesError | undefined,
  ) => call<D, Opened>('request', type, codec, ofRequest, lookUp, answer)
  const back = <D extends { readonly returnId: string }>(type: string, codec: t.Type<D, D, unknown>) =>
    call<D, Authorized>('return', type, codec, ofReturn)
  const pay = <D extends { readonly refundId: string }>(type: string, codec: t.Type<D, D, unknown>) =>
    call<D, Proposed>('refund', type, codec, ofRefund)

  return {
    /** Facts from outside: they are recorded as they come and reduce what may still be claimed. */
    orders: {
      recordDelivery: order('RecordDelivery', entitlement.RecordDelivery),
      recordCapture: order('RecordCapture', entitlement.RecordCapture),
      recordExternalRefund: order('RecordExternalRefund', entitlement.RecordExternalRefund),
      recordChargeback: order('RecordChargeback', entitlement.RecordChargeback),
      recordEdit: order('RecordOrderEdit', entitlement.RecordOrderEdit),
    },
    /** The customer's case. */
    requests: {
      open: ask('OpenRequest', request.OpenRequest, (d) => facts.forOpening(d.orderId)),
      edit: ask('EditRequest', request.EditRequest, (d) => facts.forEditing(d.requestId)),
      /** Refused at once (`UnitsAlreadyClaimed`, `DuplicateOpenRequest`, …) it is a draft again, to be edited. */
      submit: ask(
        'SubmitRequest',
        request.SubmitRequest,
        (d) => facts.forSubmitting(d.requestId),
        (state) => (state.status === 'draft' ? state.refusal : undefined),
      ),
      approve: ask('ApproveRequest', request.ApproveRequest),
      reject: ask('RejectRequest', request.RejectRequest),
      cancel: ask('CancelRequest', request.CancelRequest, undefined, (state) =>
        state.notCanceled === undefined
          ? undefined
          : { _tag: state.notCanceled === 'goods_in_transit' ? 'GoodsInTransit' : 'RefundInFlight' },
      ),
      retryRefund: ask('RetryRefund', request.RetryRefund),
      resolve: ask('ResolveRequest', request.ResolveRequest),
      close: ask('CloseRequest', request.CloseRequest),
      /** What is missing, and by when: the request waits, and expires when nothing comes. */
      askForEvidence: ask('AskForEvidence', request.AskForEvidence),
      /** Photos and files stay with the host; their ids and hashes stand here. */
      supplyEvidence: ask('SupplyEvidence', request.SupplyEvidence),
      answerSurvey: ask('AnswerSurvey', request.AnswerSurvey),
    },
    /** Goods on their way back. */
    returns: {
      registerParcel: back('RegisterParcel', goods.RegisterParcel),
      receiveParcel: back('ReceiveParcel', goods.ReceiveParcel),
      inspect: back('InspectItems', goods.InspectItems),
      dispose: back('DisposeItems', goods.DisposeItems),
      closeShort: back('CloseReturnShort', goods.CloseReturnShort),
    },
    /** Money on its way back. */
    refunds: {
      approve: pay('ApproveRefund', refund.ApproveRefund),
      decline: pay('DeclineRefund', refund.DeclineRefund),
      /** After a definite no: the leg goes out again under a new key. */
      retryLeg: pay('RetryLeg', refund.RetryLeg),
      /** The provider is asked again, at the next sweep of the worker. */
      checkLeg: pay('CheckLeg', refund.CheckLeg),
      /** The first of two persons: release a key that is proven unpaid, pay by hand, or send the money another way. */
      proposeLegStep: pay('ProposeLegStep', refund.ProposeLegStep),
      /** The second of two persons. */
      confirmLegStep: pay('ConfirmLegStep', refund.ConfirmLegStep),
      abandon: pay('AbandonRefund', refund.AbandonRefund),
      /** A provider's word that came by itself, from a webhook that the host has verified. */
      recordAnswer: pay('RecordLegAnswer', refund.RecordLegAnswer),
    },
  }
}

/**
 * What the digest of a command covers: everything but what people wrote, of which only the length counts. A plain hash
 * over a note would stay behind when the note is erased, and whoever guesses the note could prove it.
 */
const withoutPersonal = <D>(codec: t.Type<D, D, unknown>): ((data: D) => unknown) => {
  const fields = codec instanceof RecordType ? { ...codec.required, ...codec.optional } : {}
  const personal = Object.keys(fields).filter((key) => fields[key] === Note)
  if (personal.length === 0) return (data) => data
  return (data) => {
    const covered: Record<string, unknown> = { ...(data as object) }
    for (const key of personal) covered[key] = (covered[key] as string | undefined)?.length
    return covered
  }
}
