/** Public names of this aggregate; README.md tells what it is. */
export { Request } from './decider.js'
export * from './commands.js'
export * from './told.js'
export * from './events.js'
export { describeRequestError, requestWords, type RequestError } from './errors.js'
export { requestLifecycle } from './lifecycle.js'
export type { RequestState, OpenedRequest, RequestStatus, RefundOfRequest } from './state.js'
