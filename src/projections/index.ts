/** The read models of the library, as its workers keep them. */
import { caseFiles } from './case-files/case-files.js'
import { histories } from './histories/histories.js'
import { clearing } from './clearing/clearing.js'
import { ledger } from './ledger/ledger.js'
import { payments } from './payments/payments.js'
import type { ReadModel } from './read-model.js'
import { doings } from './trail/doings.js'
import { caseStreams } from './trail/streams.js'

export const READ_MODELS: ReadonlyArray<ReadModel> = [
  ...[caseFiles, histories, payments, ledger, clearing, caseStreams, doings],
] as ReadonlyArray<ReadModel>
