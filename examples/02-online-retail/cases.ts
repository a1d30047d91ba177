/**
 * Drives one case from the wish to the money. Every command has an id made of the request and the step, so a case that a
 * killed run left anywhere is simply driven again: what was done answers as it did, what is missing is done.
 */
import * as E from 'fp-ts/lib/Either.js'
import {
  refundIdOf,
  toException,
  type AfterSales,
  type AfterSalesError,
  type Caller,
  type Done,
  type Instant,
} from 'after-sales'
import type { CaseClock } from './case-clock.js'
import type { Claim, Sale } from './matching.js'
import * as shop from './policy.js'
import { TENDER, type Piece } from './shop.js'

/** Units that the customer bought and gives back: one cancellation line on one order. */
export interface Return {
  readonly _tag: 'Return'
  readonly requestId: string
  readonly customer: string
  readonly at: Instant
  readonly pence: number
  readonly pieces: ReadonlyArray<Piece>
}

/** Units for which no sale is left. */
export interface Unmatched {
  readonly _tag: 'Unmatched'
  readonly requestId: string
  readonly customer: string
  readonly at: Instant
  readonly quantity: number
  readonly claim: Claim
}

/** A sale line that came after its order was registered. */
export interface LateLine {
  readonly _tag: 'LateLine'
  readonly at: Instant
  readonly sale: Sale & { readonly late: NonNullable<Sale['late']> }
}

export type Job = Return | Unmatched | LateLine

/** An order that the directory does not know leaves nothing in the log, so it is told here. */
export type Outcome = 'done' | 'OrderUnknown'

// The simulated provider answers the first; a real one may be silent for longer than this run wants to wait.
const MOST_QUESTIONS = 5

/**
 * Cases from `openSince` on are left as they are on the morning after: the money is back, but nobody has put the goods
 * away; and a price that stands on no invoice waits for somebody who says no.
 */
export const caseDriver = (afterSales: AfterSales, clock: CaseClock, openSince?: Instant) => {
  const { promises } = afterSales
  const { requests, returns, refunds, orders } = promises
  const staysOpen = ({ at }: { readonly at: Instant }): boolean => openSince !== undefined && at >= openSince

  /** What a call could not finish would be repaired by `start`; here nobody runs it, so it is an error. */
  const whole = <S>(done: Done<S>): S => {
    if (done.interrupted !== undefined) throw toException(done.interrupted)
    return done.state
  }

  const as =
    (requestId: string) =>
    (actor: Caller['actor'], step: string): Caller => ({ actor, commandId: `${requestId}:${step}` })

  const refused = (error: AfterSalesError, ...expected: ReadonlyArray<AfterSalesError['_tag']>): string => {
    if (!expected.includes(error._tag)) throw toException(error)
    return error._tag
  }

  /** A run that was killed while the provider worked left a leg without an answer: asked about when that is overdue. */
  const close = async (requestId: string): Promise<void> => {
    for (let asked = 0; ; asked++) {
      const closed = await afterSales.requests.close({ requestId }, as(requestId)(shop.clerk, 'close'))()
      if (E.isRight(closed)) return void whole(closed.right)
      if (closed.left._tag !== 'RequestNotOpen' || asked === MOST_QUESTIONS) throw toException(closed.left)
      for (const { legs } of (await promises.getCase(requestId)).refunds)
        for (const { answerDueAt } of legs) if (answerDueAt !== undefined) clock.set(answerDueAt)
      await promises.resume(requestId)
    }
  }

  const giveBack = async (job: Return): Promise<void> => {
    const { requestId, customer, pence, pieces } = job
    const by = as(requestId)
    const wanted = shop.customerNamed(customer)
    const lines = pieces.map(({ lineId, quantity }) => ({ lineId, quantity }))
    const value = pieces.reduce((sum, piece) => sum + piece.quantity, 0) * pence
    await requests.open(
      {
        requestId,
        orderId: pieces[0]!.order.id,
        remedy: 'return_refund',
        lines: lines.map((line) => ({ ...line, reason: shop.CANCELED })),
      },
      by(wanted, 'open'),
    )
    let request = whole(await requests.submit({ requestId }, by(wanted, 'submit')))
    if (value > shop.AUTOMATIC_UP_TO)
      request = whole(await requests.approve({ requestId }, by(shop.reviewerFor(value), 'approve')))

    const returnId = request.returnId!
    const parcelId = `${requestId}:parcel`
    whole(await returns.registerParcel({ returnId, parcelId }, by(wanted, 'ship')))
    whole(await returns.receiveParcel({ returnId, receiptId: parcelId, parcelId, lines }, by(shop.dock, 'receive')))
    const inspected = lines.map(({ lineId, quantity }) => ({
      lineId,
      accepted: quantity,
      rejected: 0,
      grade: 'A_NEW_SEALED' as const,
    }))
    const inspectionId = `${requestId}:inspection`
    whole(await returns.inspect({ returnId, inspectionId, lines: inspected }, by(shop.inspector, 'inspect')))
    const refundId = refundIdOf(requestId, inspectionId, 1)
    if (value > shop.REFUND_FREE_UP_TO) whole(await refunds.approve({ refundId }, by(shop.finance[0], 'pay-first')))
    if (value > shop.SECOND_APPROVAL_ABOVE)
      whole(await refunds.approve({ refundId }, by(shop.finance[1], 'pay-second')))
    if (staysOpen(job)) return
    const disposed = lines.map((line) => ({ ...line, code: 'RESTOCK' as const }))
    const dispositionId = `${requestId}:disposition`
    whole(await returns.dispose({ returnId, dispositionId, lines: disposed }, by(shop.dock, 'dispose')))
    await close(requestId)
  }

  /** Nothing is refunded here, and the log says why. */
  const turnDown = async (job: Unmatched): Promise<Outcome> => {
    const { requestId, customer, quantity, claim } = job
    const by = as(requestId)
    const wanted = shop.customerNamed(customer)
    const order = claim._tag === 'NoOrder' ? undefined : claim.order.id
    const opened = await afterSales.requests.open(
      {
        requestId,
        // Without any order the number of the cancellation is all there is to ask for.
        orderId: order ?? requestId,
        remedy: 'return_refund',
        lines: [
          {
            lineId: claim._tag === 'NoOrder' ? 'unknown' : claim.lineId,
            quantity,
            reason: claim._tag === 'OtherPrice' ? shop.PRICE_NOT_BILLED : shop.CANCELED,
          },
        ],
      },
      by(wanted, 'open'),
    )()
    if (E.isLeft(opened)) return refused(opened.left, 'OrderUnknown') as Outcome

    const submitted = await afterSales.requests.submit({ requestId }, by(wanted, 'submit'))()
    if (E.isRight(submitted) && claim._tag === 'OtherPrice' && submitted.right.state.status !== 'canceled') {
      whole(submitted.right)
      if (staysOpen(job)) return 'done'
      whole(await requests.reject({ requestId, code: shop.PRICE_NOT_BILLED }, by(shop.clerk, 'reject')))
      whole(await requests.close({ requestId }, by(shop.clerk, 'close')))
      return 'done'
    }
    if (E.isLeft(submitted)) refused(submitted.left, 'LineUnknown', 'ExceedsOrdered', 'UnitsAlreadyClaimed')
    whole(await requests.cancel({ requestId, reason: shop.NO_SALE_FOUND }, by(shop.clerk, 'cancel')))
    return 'done'
  }

  /** The shop adds to an order: the line, and the money for it. */
  const addLine = async ({ sale }: LateLine): Promise<void> => {
    const { order, lineId, sku } = sale.late
    const orderId = order.id
    const goods = sale.quantity * sale.pence
    const by = as(`${orderId}:${lineId}`)
    const added = [{ lineId, sku, quantity: sale.quantity, goods }]
    const edit = { orderId, editId: lineId, canceled: [], added, reason: 'late line of the invoice' }
    whole(await orders.recordEdit(edit, by(shop.office, 'add')))
    const capture = { orderId, captureId: lineId, tenderId: TENDER, minor: goods }
    whole(await orders.recordCapture(capture, by(shop.office, 'capture')))
  }

  return async (job: Job): Promise<Outcome> => {
    clock.set(job.at)
    switch (job._tag) {
      case 'Return':
        await giveBack(job)
        return 'done'
      case 'Unmatched':
        return turnDown(job)
      case 'LateLine':
        await addLine(job)
        return 'done'
    }
  }
}
