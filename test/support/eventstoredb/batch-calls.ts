/**
 * Appends over one lasting stream: each has a correlation id, may come in several chunks, and is answered on its own, so
 * that one that is refused does not disturb the others.
 */
import { status } from '@grpc/grpc-js'
import {
  batchRefused,
  batchSucceeded,
  conflictDetail,
  deletedDetail,
  tooLargeDetail,
  type BatchRefusal,
} from './answers.js'
import { sizeOfAll } from './append-calls.js'
import type { Call } from './call.js'
import type { Desk } from './desk.js'
import type { ProposedEvent } from './event-log.js'
import { meet } from './faults.js'
import { bytesOf, eachOf, message, messageOf, numberOf, parse, varint, type Fields } from './protobuf.js'
import { halvesOf, proposalFrom, targetFrom, uuidFrom, type Proposal, type Target } from './requests.js'

/** An append whose chunks do not all come within this time is given up. */
const WRITE_TIMEOUT_MS = 2_000

interface Batch {
  readonly correlation: Buffer
  readonly target: Target
  readonly proposals: Array<Proposal>
  /** By the clock of the server. */
  readonly deadlineMs: number
  isAnswered: boolean
}

/** Seconds and nanoseconds, as both a point in time and a span are written. */
const msFrom = (fields: Fields): number =>
  Number(BigInt.asIntN(64, numberOf(fields, 1) ?? 0n)) * 1_000 + Number(numberOf(fields, 2) ?? 0n) / 1e6

const deadlineFrom = (options: Fields, now: number): number => {
  const [at, within] = [messageOf(options, 6), messageOf(options, 7)]
  if (within !== undefined) return now + msFrom(within)
  return at === undefined ? Infinity : msFrom(at)
}

const TIMED_OUT: BatchRefusal = { code: status.DEADLINE_EXCEEDED, text: 'Timeout', detail: 'Timeout' }
const BAD_REQUEST: BatchRefusal = { code: status.INVALID_ARGUMENT, text: 'BadRequest', detail: 'BadRequest' }

const outcome = (desk: Desk, batch: Batch): Buffer => {
  const { correlation, target, proposals } = batch
  const { stream, expected } = target
  const refuse = (refusal: BatchRefusal): Buffer => batchRefused(correlation, stream, refusal)
  const events: Array<ProposedEvent> = []
  for (const proposal of proposals) {
    if (proposal._tag !== 'event') return refuse(BAD_REQUEST)
    events.push(proposal.event)
  }
  if (batch.deadlineMs <= desk.now()) return refuse(TIMED_OUT)
  const limit = desk.maxAppendBytes
  if (sizeOfAll(events, desk.version) > limit)
    return refuse({
      code: status.INVALID_ARGUMENT,
      text: 'MaximumAppendSizeExceeded',
      detail: 'MaximumAppendSizeExceeded',
      content: tooLargeDetail(limit),
    })
  const written = desk.writing.append(stream, expected, events)
  switch (written._tag) {
    case 'written':
      return batchSucceeded(correlation, stream, written)
    case 'conflict':
      return refuse({
        code: status.ALREADY_EXISTS,
        text: 'WrongExpectedVersion',
        detail: 'WrongExpectedVersion',
        content: conflictDetail(written.expected, written.actual),
      })
    case 'stream_deleted':
      return refuse({
        code: status.NOT_FOUND,
        text: 'StreamDeleted',
        detail: 'StreamDeleted',
        content: deletedDetail(stream),
      })
  }
}

export const serveBatchAppend = (desk: Desk, call: Call): void => {
  const open = new Map<string, Batch>()

  const settle = (key: string, batch: Batch): void => {
    batch.isAnswered = true
    // A next append may use the same id already.
    if (open.get(key) === batch) open.delete(key)
  }
  const reply = (key: string, batch: Batch, frame: Buffer): void => {
    if (batch.isAnswered) return
    settle(key, batch)
    void call.send(frame)
  }
  const begin = (key: string, correlation: Buffer, options: Fields): Batch => {
    const target = targetFrom(options)
    const batch = {
      correlation,
      target,
      proposals: [],
      deadlineMs: deadlineFrom(options, desk.now()),
      isAnswered: false,
    }
    open.set(key, batch)
    return batch
  }
  /** The first chunk came and the last one does not: the answer then has the id in another form than it was given. */
  const giveUp = (key: string, batch: Batch): void => {
    const [high, low] = halvesOf(uuidFrom(parse(batch.correlation)) ?? '0')
    const halves = message(1, varint(1, high), varint(2, low))
    reply(key, batch, batchRefused(halves, batch.target.stream, TIMED_OUT))
  }
  const finish = (key: string, batch: Batch): void => {
    const { stream } = batch.target
    const fault = desk.fault('batch', stream)
    if (fault._tag === 'refuse') return reply(key, batch, batchRefused(batch.correlation, stream, fault))
    meet(fault, call, desk.connection, () => {
      const frame = outcome(desk, batch)
      return () => reply(key, batch, frame)
    })
  }

  call.onMessage((content) => {
    const fields = parse(content)
    const correlation = bytesOf(fields, 1) ?? Buffer.alloc(0)
    const key = correlation.toString('hex')
    const options = messageOf(fields, 2)
    const isFinal = numberOf(fields, 4) === 1n
    const batch = options === undefined ? open.get(key) : begin(key, correlation, options)
    if (batch === undefined) return
    batch.proposals.push(...eachOf(fields, 3).map(proposalFrom))
    if (batch.target.stream === '') return reply(key, batch, batchRefused(correlation, '', BAD_REQUEST))
    if (options !== undefined) {
      const refused = desk.admit(call, 'batch', 'write', batch.target.stream)
      if (refused?.code === status.PERMISSION_DENIED)
        return reply(
          key,
          batch,
          batchRefused(correlation, batch.target.stream, {
            code: status.PERMISSION_DENIED,
            text: 'AccessDenied',
            detail: 'AccessDenied',
          }),
        )
      if (refused !== undefined) return call.fail(refused)
      const patience = Math.min(WRITE_TIMEOUT_MS, Math.max(0, batch.deadlineMs - desk.now()))
      if (!isFinal) call.after(patience, () => giveUp(key, batch))
    }
    if (isFinal) finish(key, batch)
  })
  // Answers that are still due are lost; without any the stream stays open for ever.
  call.onHalfClose(() => {
    if (open.size > 0) call.end()
  })
}
