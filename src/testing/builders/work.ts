/** Refund `refund-1` of case `r-1`, which waits for finance; f-1 works on it. */
import * as work from '../../domain/work/index.js'
import type { PieceAtHand, WorkCommand } from '../../domain/work/index.js'
import { commandBuilder, envelope, eventBuilder, finance, type Given } from './build.js'

type Data<Type extends WorkCommand['type']> = Extract<WorkCommand, { readonly type: Type }>['data']
type TakeWork = Extract<WorkCommand, { readonly type: 'TakeWork' }>

const piece = { kind: 'refund', id: 'refund-1', department: 'finance' } as const
const caseId = 'r-1'

/** `waitingFor`: whom the piece waits for when somebody takes it; the department that they name, where a test says nothing. */
export const takeWork = (
  data: Partial<Data<'TakeWork'>> = {},
  given: Given & Partial<Pick<PieceAtHand, 'waitingFor'>> = {},
): TakeWork => {
  const { waitingFor = data.department ?? piece.department, ...rest } = given
  return {
    type: 'TakeWork',
    data: { ...piece, ...data },
    facts: { caseId, waitingFor },
    ...envelope({ actor: finance, ...rest }),
  }
}
export const releaseWork = commandBuilder<'ReleaseWork', Data<'ReleaseWork'>>('ReleaseWork', finance, piece)
export const transferWork = commandBuilder<'TransferWork', Data<'TransferWork'>>('TransferWork', finance, {
  ...piece,
  to: 'f-2',
})

const ofPiece = { ...piece, caseId }
export const workTaken = eventBuilder(work.WorkTaken, { ...ofPiece, by: 'f-1' })
export const workReleased = eventBuilder(work.WorkReleased, { ...ofPiece, by: 'f-1', from: 'f-1' })
export const workTransferred = eventBuilder(work.WorkTransferred, { ...ofPiece, by: 'f-1', from: 'f-1', to: 'f-2' })
