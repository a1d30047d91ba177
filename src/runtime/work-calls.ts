/** Who works on what: pieces of cases that staff takes, releases and hands over. What a call does: `call.ts`. */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { workItemIdOf } from '../domain/values/ids.js'
import * as work from '../domain/work/index.js'
import { waitingIn } from '../projections/case-files/waiting.js'
import type { MakeCall } from './call.js'
import type { AfterSalesError } from './errors.js'
import type { Runtime } from './runtime.js'

interface Piece {
  readonly kind: work.PieceKind
  readonly id: string
}
type PieceState = { readonly status: 'none' } | { readonly status: string; readonly requestId: string }

export const workCallsOf = (runtime: Runtime, call: MakeCall) => {
  /** Whom the piece waits for, by its own stream: a queue may be a moment behind. */
  const atHand = async ({ kind, id }: Piece): Promise<E.Either<AfterSalesError, work.PieceAtHand>> => {
    const loaded = await runtime.load<PieceState>(kind, id)
    if (E.isLeft(loaded)) return loaded
    const { state } = loaded.right
    return 'requestId' in state
      ? E.right({ caseId: state.requestId, waitingFor: waitingIn(kind, state).waitingFor })
      : E.left({ _tag: 'WorkUnknown', kind })
  }

  const make = <D extends Piece>(
    type: work.WorkCommand['type'],
    codec: t.Type<D, D, unknown>,
    lookUp?: (data: D) => Promise<E.Either<AfterSalesError, work.PieceAtHand>>,
  ) => call<D, work.WorkState>('workitem', type, codec, ({ kind, id }) => workItemIdOf(kind, id), lookUp)

  return {
    /** Who works on what. It stands in the queues (`views.queue`, `views.workOf`), and decides nothing. */
    work: {
      /**
       * Takes a piece of a case for the department that it waits for. What the caller holds already stays as it is.
       *
       * Refused: `TakenAlready` (by whom), `WaitsForOthers`, `WorkUnknown`, `WorkForStaffOnly`.
       *
       * @example
       * const { rows } = await views.queue('finance', { assignedTo: 'nobody', limit: 1 })
       * await work.take({ kind: rows[0].kind, id: rows[0].id, department: 'finance' }, { actor: finance })
       */
      take: make('TakeWork', work.TakeWork, atHand),
      /**
       * Gives it back to the queue: by who holds it, or by a lead. What nobody holds stays as it is.
       *
       * Refused: `HeldByAnother` (by whom), `WorkNotTaken` (nobody ever took it), `WorkForStaffOnly`.
       *
       * @example
       * await work.release({ kind: 'refund', id: refundId, department: 'finance', reason: 'ill' }, { actor: lead })
       */
      release: make('ReleaseWork', work.ReleaseWork),
      /**
       * Hands it to somebody else, by who holds it or by a lead. Nobody else can take it in between.
       *
       * Refused: `HeldByAnother` (by whom), `WorkNotTaken`, `WorkForStaffOnly`.
       *
       * @example
       * await work.transfer({ kind: 'refund', id: refundId, department: 'finance', to: 'f-2' }, { actor: finance })
       */
      transfer: make('TransferWork', work.TransferWork),
    },
  }
}
