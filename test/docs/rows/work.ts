/** Who works on what. */
import { testsIn, type Chapter } from './row.js'

const taking = testsIn('domain/work/taking')
const calls = testsIn('runtime/work')
const forStaff = taking('is for staff only, not for a $kind')
const noRight = taking('is not taken away by $id, who has no right to')

export const work: Chapter = {
  title: 'Work',
  rows: [
    {
      what: 'take a piece of a case',
      by: 'staff, for the department that it waits for',
      command: 'TakeWork',
      call: 'work.take',
      events: { WorkTaken: taking('is taken by who asks first, in the case that it belongs to') },
      failures: {
        TakenAlready: taking('is not taken by another, who hears by whom'),
        WaitsForOthers: taking('is not taken for finance while it waits for %s'),
        WorkUnknown: calls('is not there for what nobody knows'),
        WorkForStaffOnly: forStaff,
      },
    },
    {
      what: 'give it back to the queue',
      by: 'who holds it, or a lead',
      command: 'ReleaseWork',
      call: 'work.release',
      events: { WorkReleased: taking('is released by who holds it, once') },
      failures: {
        HeldByAnother: noRight,
        WorkNotTaken: taking('cannot be handed over, and was never released'),
        WorkForStaffOnly: forStaff,
      },
    },
    {
      what: 'hand it to somebody else',
      by: 'who holds it, or a lead',
      command: 'TransferWork',
      call: 'work.transfer',
      events: { WorkTransferred: taking('is handed by who holds it to another') },
      failures: {
        HeldByAnother: noRight,
        WorkNotTaken: taking('cannot be handed over, and was never released'),
        WorkForStaffOnly: forStaff,
      },
    },
  ],
  leftOut: [
    {
      what: 'give work to somebody who has not asked for it',
      because: 'routing comes with the policy engine; until then people take work, and a lead hands over what is taken',
    },
    { what: 'VIP customers first', because: 'priority classes come with the policy engine' },
  ],
}
