import { describe, expect, it } from 'vitest'
import { Worker, type WorkerCommand } from '../../../src/domain/worker/index.js'
import { workerWords } from '../../../src/domain/worker/decider.js'
import { describeWith } from '../../../src/domain/kernel/sentence.js'
import { agent, at, customer, envelope, noon } from '../../../src/testing/builders/build.js'
import { spec } from '../../../src/testing/spec.js'

const by = { facts: undefined, ...envelope({ actor: agent }) }
const parked = { role: 'effects', stream: 'aftersales_refund-main:1' } as const
const jump = { role: 'timers', from: noon, to: at('2026-03-02T11:00:00.000Z') } as const
const retry: WorkerCommand = { type: 'RetryParked', data: parked, ...by }
const discard: WorkerCommand = { type: 'DiscardParked', data: { ...parked, reason: 'TEST' }, ...by }
const worker = spec(Worker)

describe('A worker', () => {
  it('is told by staff what becomes of parked work', () => {
    worker.when(retry).then({ type: 'ParkedWorkRetried', data: { ...parked, by: 'a-1' } })
    worker.when(discard).then({ type: 'ParkedWorkDiscarded', data: { ...parked, reason: 'TEST', by: 'a-1' } })
  })

  it.each([retry, discard])('hears nothing from customers: $type', (command) => {
    worker.when({ ...command, actor: customer }).thenRejected({ _tag: 'WorkerForStaffOnly' })
    expect(describeWith(workerWords)({ _tag: 'WorkerForStaffOnly' })).toMatchObject({ code: 'WORKER.STAFF_ONLY' })
  })

  it('notes what its clock does', () => {
    worker.when({ type: 'NoteClockJump', data: jump, ...by }).then({ type: 'ClockJumped', data: jump })
    const compared = { role: 'timers', at: noon } as const
    worker.when({ type: 'CompareClock', data: compared, ...by }).then({ type: 'ClockCompared', data: compared })
  })

  it('never ends, and counts its orders', () => {
    const told = worker.after(retry, retry)
    expect([told.state, Worker.isTerminal(told.state)]).toEqual([{ orders: 2 }, false])
  })
})
