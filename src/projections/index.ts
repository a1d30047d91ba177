/** The read models of the library, as its workers keep them. */
import { caseFiles } from './case-files/case-files.js'
import { clearing } from './clearing/clearing.js'
import { ledger } from './ledger/ledger.js'
import { payments } from './payments/payments.js'
import type { ReadModel } from './read-model.js'
import { trail } from './trail/trail.js'

export const READ_MODELS: ReadonlyArray<ReadModel> = [
  caseFiles,
  clearing,
  ledger,
  payments,
  trail,
] as ReadonlyArray<ReadModel>
