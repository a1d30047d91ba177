/**
 * What a read or subscription writes, with the fault that cuts it short: after so many events it ends well, ends badly,
 * or says no more while the call stays open.
 */
import type { Call } from './call.js'
import { handlerThrew } from './failures.js'
import type { Connection, Fault } from './faults.js'
import type { ReadRequest } from './read-request.js'

export interface Output {
  readonly event: (frame: Buffer) => Promise<void> | undefined
  /** Anything that is not an event: a confirmation, a checkpoint. */
  readonly control: (frame: Buffer) => Promise<void> | undefined
  /** Cut by silence: the call must then stay open. */
  readonly isMute: () => boolean
}

export const outputOf = (call: Call, request: ReadRequest, fault: Fault, connection: Connection): Output => {
  const limit = fault._tag === 'cut_after' ? fault.events : fault._tag === 'silent_after' ? 0 : Infinity
  let sent = 0
  let isMute = false

  const cut = (): void => {
    const by = fault._tag === 'cut_after' ? fault.by : 'silence'
    if (by === 'silence') isMute = true
    else if (by === 'reset') connection.reset(call)
    else if (by === undefined) call.end()
    else call.fail(by)
  }
  const control = (frame: Buffer): Promise<void> | undefined => {
    const slow = isMute ? undefined : call.send(frame)
    // Of a subscription the confirmation always passes: it is no event.
    if (sent >= limit && !isMute) cut()
    return slow
  }
  return {
    control,
    event: (frame) => {
      if (isMute) return undefined
      if (!request.hasIdForm) {
        call.fail(handlerThrew)
        return undefined
      }
      if (sent >= limit) {
        cut()
        return undefined
      }
      sent += 1
      return control(frame)
    },
    isMute: () => isMute,
  }
}
