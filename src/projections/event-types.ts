/** Every type of event there is, by the kind of its stream. */
import { allowanceEvents } from '../domain/allowance/index.js'
import { compensationEvents } from '../domain/compensation/index.js'
import { entitlementEvents } from '../domain/entitlement/index.js'
import { noticeEvents } from '../domain/notice/index.js'
import type { DomainEvent } from '../domain/reactions/index.js'
import { refundEvents } from '../domain/refund/index.js'
import { repairEvents } from '../domain/repair/index.js'
import { replacementEvents } from '../domain/replacement/index.js'
import { requestEvents } from '../domain/request/index.js'
import { returnEvents } from '../domain/return/index.js'
import type { StreamKind } from '../domain/values/ids.js'
import { workEvents } from '../domain/work/index.js'
import { workerEvents } from '../domain/worker/index.js'

export type EventType = DomainEvent['type']

const catalogs = {
  ...{ entitlement: entitlementEvents, request: requestEvents, return: returnEvents, refund: refundEvents },
  ...{ replacement: replacementEvents, repair: repairEvents, compensation: compensationEvents },
  ...{ allowance: allowanceEvents, notice: noticeEvents, worker: workerEvents, workitem: workEvents },
} as const satisfies { readonly [Kind in StreamKind]: unknown }

export const typesOf = (...kinds: ReadonlyArray<StreamKind>): ReadonlyArray<EventType> =>
  kinds.flatMap((kind) => catalogs[kind].families.map(({ type }): EventType => type))

export const EVENT_TYPES: ReadonlyArray<EventType> = typesOf(...(Object.keys(catalogs) as ReadonlyArray<StreamKind>))
