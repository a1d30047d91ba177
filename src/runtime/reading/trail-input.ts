/** Whose trail is asked for, and from when to when. */
import * as E from 'fp-ts/lib/Either.js'
import { border } from '../../domain/kernel/border.js'
import { record, type Limit } from '../../domain/kernel/codec.js'
import { HostId, StreamId } from '../../domain/values/ids.js'
import type { AfterSalesError } from '../errors.js'
import { pageFields, type PageOptions } from './pages.js'
import { periodFields, type CheckedPeriod, type Period } from './period.js'

/**
 * Whose trail: one of these. `caseId` may also be what events without a case belong to: an order, a budget, a notice, a
 * worker.
 */
export type TrailWanted = { readonly caseId: string } | { readonly orderId: string } | { readonly customerId: string }

/** The period is that of the store's clock. */
export interface TrailOptions extends PageOptions, Period {}

const ONE_OF: Limit = {
  _tag: 'Rule',
  code: 'ONE_OF',
  sentence: {
    en: 'must name one of: caseId, orderId, customerId',
    zh: '必须且只能指定其一:caseId、orderId、customerId',
  },
}

const checkIds = border('Trail', record('Trail', {}, { caseId: StreamId, orderId: StreamId, customerId: HostId }))

export const checkTrailWanted = (wanted: unknown): E.Either<AfterSalesError, TrailWanted> => {
  const ids = checkIds(wanted)
  if (E.isLeft(ids)) return ids
  const named = Object.entries(ids.right).filter(([, id]) => id !== undefined)
  return named.length === 1
    ? E.right(Object.fromEntries(named) as unknown as TrailWanted)
    : E.left({ _tag: 'InvalidInput', subject: 'Trail', problems: [{ field: '', limit: ONE_OF }] })
}

const checkOptions = border('Page', record('Page', {}, { ...pageFields, ...periodFields }))

export const checkTrailOptions = (options: unknown = {}): E.Either<AfterSalesError, PageOptions & CheckedPeriod> =>
  checkOptions(options)
