/** Errors with which nothing at all can be done, in contrast to those that are the trouble of one case. */
import type { AfterSalesError } from './errors.js'

const OUTAGES: ReadonlySet<AfterSalesError['_tag']> = new Set([
  'StoreUnavailable',
  'StoreMisconfigured',
  'OutcomeUnknown',
  'StoreClosed',
  'Aborted',
  'UnknownPosition',
  'ReadModelUnavailable',
  'CommitUnknown',
  'ReadModelClosed',
])

export const isOutage = (error: AfterSalesError): boolean => OUTAGES.has(error._tag)
