/** Reads and subscriptions come by the same call; here it is decided which it is, and who may. */
import type { Call } from './call.js'
import type { Desk } from './desk.js'
import { handlerThrew } from './failures.js'
import { meet } from './faults.js'
import { outputOf } from './output.js'
import { readRequestFrom, type ReadRequest } from './read-request.js'
import { read } from './reading.js'
import { subscribe, type SubscriptionHabits } from './subscribing.js'

const WHOLE_LOG = '$all'

const serveEnding = (desk: Desk, call: Call, request: ReadRequest): void => {
  const fault = desk.fault('read', request.stream ?? WHOLE_LOG)
  const out = outputOf(call, request, fault, desk.connection)
  meet(fault, call, desk.connection, () => {
    const done = read(desk, request, call, out)
    return () =>
      void done.then((result) => {
        if (result === 'never' || out.isMute()) return
        if (result === undefined) call.end()
        else call.fail(result)
      })
  })
}

const serveLasting = (desk: Desk, call: Call, request: ReadRequest, habits: SubscriptionHabits): void => {
  const stream = request.stream ?? WHOLE_LOG
  const fault = desk.fault('subscribe', stream)
  const out = outputOf(call, request, fault, desk.connection)
  meet(fault, call, desk.connection, () => {
    const mayStill = () => desk.mayStill(call, stream)
    void subscribe(desk, request, habits, { call, out, id: desk.newId(), mayStill })
    return () => undefined
  })
}

export const serveRead = (desk: Desk, call: Call, habits: SubscriptionHabits): void => {
  call.onRequest((content) => {
    const request = readRequestFrom(content)
    if ('code' in request) return call.fail(request)
    if (request.stream === '') return call.fail(handlerThrew)
    const isLasting = request.count === undefined
    const refused = desk.admit(call, isLasting ? 'subscribe' : 'read', 'read', request.stream ?? WHOLE_LOG)
    if (refused !== undefined) return call.fail(refused)
    if (isLasting) serveLasting(desk, call, request, habits)
    else serveEnding(desk, call, request)
  })
}
