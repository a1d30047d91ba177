/** Public names of this aggregate; README.md tells what it is. */
export { Notice, type NoticeState } from './decider.js'
export * from './commands.js'
export * from './events.js'
export { noticeWords, type NoticeError } from './errors.js'
