/** Every kind of stream with the aggregate that decides what is written to it, and folds it. */
import { Allowance } from './allowance/index.js'
import { Compensation } from './compensation/index.js'
import { Entitlement } from './entitlement/index.js'
import type { StateOf } from './kernel/decider.js'
import { Notice } from './notice/index.js'
import { Refund } from './refund/index.js'
import { Repair } from './repair/index.js'
import { Replacement } from './replacement/index.js'
import { Request } from './request/index.js'
import { Return } from './return/index.js'
import type { StreamKind } from './values/ids.js'
import { WorkItem } from './work/index.js'
import { Worker } from './worker/index.js'

export const deciders = {
  ...{ entitlement: Entitlement, request: Request, return: Return, refund: Refund },
  ...{ replacement: Replacement, repair: Repair, compensation: Compensation },
  ...{ allowance: Allowance, notice: Notice, worker: Worker, workitem: WorkItem },
} as const satisfies { readonly [Kind in StreamKind]: unknown }

export type StreamStates = { readonly [Kind in StreamKind]: StateOf<(typeof deciders)[Kind]> }
