/** What staff does with work (the codecs are the border). Each names the piece of a case, and the department it is for. */
import type * as t from 'io-ts'
import { record, ruled } from '../kernel/codec.js'
import type { Command } from '../kernel/decider.js'
import { ActorId } from '../values/actor.js'
import { Code } from '../values/codes.js'
import { Department } from '../values/department.js'
import { StreamId } from '../values/ids.js'
import { PieceKind } from './events.js'

const Piece = { kind: PieceKind, id: StreamId, department: Department }

export const TakeWork = record('TakeWork', Piece)
export const ReleaseWork = record('ReleaseWork', Piece, { reason: Code })

/** In the queues this word stands for work that is free: whoever says it means a release. */
export const FREE_WORK = 'nobody'
const Somebody = ruled<string>(
  'Somebody',
  'SOMEBODY',
  {
    en: 'must be the id of a person, 1 to 128 characters; to give work back, release it',
    zh: '必须是人员编号,1 至 128 个字符;如需退回工作,请使用释放',
  },
  (u) => ActorId.is(u) && u !== FREE_WORK,
)
export const TransferWork = record('TransferWork', { ...Piece, to: Somebody }, { reason: Code })

/** What the piece's own stream says of it at this moment. */
export interface PieceAtHand {
  readonly caseId: string
  /** A department, or somebody else, or nobody. */
  readonly waitingFor: string
}

export type WorkCommand =
  | Command<'TakeWork', t.TypeOf<typeof TakeWork>, PieceAtHand>
  | Command<'ReleaseWork', t.TypeOf<typeof ReleaseWork>>
  | Command<'TransferWork', t.TypeOf<typeof TransferWork>>
