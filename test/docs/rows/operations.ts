/** What operators and workers do: notices that nobody can place, work that was put aside, clocks. */
import { testsIn, type Chapter } from './row.js'

const notice = testsIn('domain/notice/notice')
const worker = testsIn('domain/worker/worker')
const webhooks = testsIn('runtime/webhooks')
const parkingOrders = testsIn('runtime/workers/parking-orders')
const refused = testsIn('runtime/webhooks-refused')

export const operations: Chapter = {
  title: 'Operations',
  rows: [
    {
      what: 'take in a webhook that nobody can place yet',
      by: 'the provider',
      command: 'QuarantineNotice',
      call: 'webhooks.receive',
      events: { NoticeQuarantined: notice('is kept, once') },
      failures: {
        WebhookForged: refused('because %s is forged, and writes nothing'),
        WebhookTooOld: refused('because somebody repeats what was signed long ago is too old'),
        WebhookInvalid: refused('because it is signed and says nothing that is known is invalid (%s)'),
      },
    },
    {
      what: 'find its refund',
      by: 'the worker',
      command: 'MatchNotice',
      events: { NoticeMatched: notice('ends when its refund is found') },
      failures: 'told again it is silent',
    },
    {
      what: 'discard it',
      by: 'staff, with a reason',
      command: 'DiscardNotice',
      call: 'operations.discardNotice',
      events: { NoticeDiscarded: notice('or when a person discards it, with a reason') },
      failures: {
        NoticeForStaffOnly: notice('or when a person discards it, with a reason'),
        NoticeNotQuarantined: webhooks('stays until staff looks into it and discards it, with a reason'),
      },
    },
    {
      what: 'have work that was put aside tried again',
      by: 'staff',
      command: 'RetryParked',
      call: 'operations.retryParked',
      events: { ParkedWorkRetried: worker('is told by staff what becomes of parked work') },
      failures: {
        WorkerForStaffOnly: worker('hears nothing from customers: $type'),
        NotParked: parkingOrders('who retry what was discarded or done meanwhile hear that nothing is put aside'),
      },
    },
    {
      what: 'have it skipped for good',
      by: 'staff, with a reason',
      command: 'DiscardParked',
      call: 'operations.discardParked',
      events: { ParkedWorkDiscarded: worker('is told by staff what becomes of parked work') },
      failures: {
        WorkerForStaffOnly: worker('hears nothing from customers: $type'),
        NotParked: parkingOrders('who retry what was discarded or done meanwhile hear that nothing is put aside'),
      },
    },
    {
      what: 'note that the clock jumped',
      by: 'the worker itself',
      command: 'NoteClockJump',
      events: { ClockJumped: worker('notes what its clock does') },
      failures: 'it is a fact',
    },
    {
      what: 'note that the clock agrees again',
      by: 'the worker itself',
      command: 'CompareClock',
      events: { ClockCompared: worker('notes what its clock does') },
      failures: 'it is a fact',
    },
  ],
  leftOut: [],
}
