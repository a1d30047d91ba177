/** The classic append: one message with the options, one for each event, and an answer once the client is done. */
import { appendConflict, appendSucceeded } from './answers.js'
import type { Call } from './call.js'
import type { ProposedEvent } from './event-log.js'
import { handlerThrew, missingProperty, streamDeleted, tooLarge } from './failures.js'
import { bytesOf, messageOf, parse } from './protobuf.js'
import { proposalFrom, targetFrom, type Proposal, type Target } from './requests.js'
import type { Desk } from './desk.js'

/** What a server counts against its limit; 24.2 forgets everything but the data by a slip in its arithmetic. */
export const sizeOfAll = (events: ReadonlyArray<ProposedEvent>, version: string): number =>
  events.reduce(
    (sum, { type, data, metadata }) =>
      sum + data.length + (version.startsWith('24.2.') ? 0 : metadata.length + 2 * type.length),
    0,
  )

const answer = (desk: Desk, call: Call, target: Target, proposals: ReadonlyArray<Proposal>): (() => void) => {
  const { stream, expected } = target
  const events: Array<ProposedEvent> = []
  for (const proposal of proposals) {
    if (proposal._tag === 'missing_property') return () => call.fail(missingProperty(proposal.name))
    if (proposal._tag === 'bad') return () => call.fail(handlerThrew)
    events.push(proposal.event)
  }
  if (sizeOfAll(events, desk.version) > desk.maxAppendBytes) return () => call.fail(tooLarge(desk.maxAppendBytes))
  const written = desk.writing.append(stream, expected, events)
  if (written._tag === 'stream_deleted') return () => call.fail(streamDeleted(stream))
  const frame =
    written._tag === 'conflict' ? appendConflict(written.expected, written.actual) : appendSucceeded(written)
  return () => {
    void call.send(frame)
    call.end()
  }
}

export const serveAppend = (desk: Desk, call: Call): void => {
  const proposals: Array<Proposal> = []
  let target: Target | undefined
  call.onMessage((content) => {
    const fields = parse(content)
    const options = messageOf(fields, 1)
    const proposed = bytesOf(fields, 2)
    if (proposed !== undefined) proposals.push(proposalFrom(proposed))
    if (options === undefined) return
    target = targetFrom(options)
    if (target.stream === '') return call.fail(handlerThrew)
    const refused = desk.admit(call, 'append', 'write', target.stream)
    if (refused !== undefined) call.fail(refused)
  })
  call.onHalfClose(() => {
    const to = target
    if (to === undefined) return call.fail(handlerThrew)
    desk.meet(call, 'append', to.stream, () => answer(desk, call, to, proposals))
  })
}
