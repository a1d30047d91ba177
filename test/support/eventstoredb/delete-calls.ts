/** Deleting a stream so that it can be begun again, and deleting it for ever. */
import { deleted } from './answers.js'
import type { Call } from './call.js'
import type { Desk } from './desk.js'
import { handlerThrew, streamDeleted, wrongExpectedVersion } from './failures.js'
import { optionsOf, targetFrom } from './requests.js'

export const serveDelete = (desk: Desk, call: Call, kind: 'delete' | 'tombstone'): void => {
  call.onRequest((content) => {
    const { stream, expected } = targetFrom(optionsOf(content))
    if (stream === '') return call.fail(handlerThrew)
    const refused = desk.admit(call, kind, 'remove', stream)
    if (refused !== undefined) return call.fail(refused)
    desk.meet(call, kind, stream, () => {
      const { remove, tombstone } = desk.writing
      const written = kind === 'delete' ? remove(stream, expected) : tombstone(stream, expected)
      if (written._tag === 'stream_deleted') return () => call.fail(streamDeleted(stream))
      if (written._tag === 'conflict')
        return () => call.fail(wrongExpectedVersion(stream, written.expected, written.actual))
      return () => {
        void call.send(deleted(written.position))
        call.end()
      }
    })
  })
}
