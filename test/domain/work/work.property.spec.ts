/** What holds for work whoever takes, releases and hands over what, in whatever order. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  WorkItem,
  workEvents,
  workLifecycle,
  type WorkCommand,
  type WorkEvent,
} from '../../../src/domain/work/index.js'
import { isStaff } from '../../../src/domain/values/actor.js'
import { agent, customer, finance, secondFinance, warehouse } from '../../../src/testing/builders/build.js'
import { runCommands } from '../../../src/testing/laws.js'
import * as given from '../../../src/testing/builders/work.js'
import { holdsForAnyRun } from '../request/any-run.js'

const lead = { kind: 'agent', id: 'lead-1', roles: ['lead'] } as const
const people = [agent, finance, secondFinance, warehouse, customer, lead] as const
const by = fc.constantFrom(...people).map((actor) => ({ actor }))
const department = fc.constantFrom('finance', 'warehouse').map((of) => ({ department: of }) as const)
const waiting = fc.constantFrom({}, {}, { waitingFor: 'customer' })
const to = fc.constantFrom(...people).map(({ id }) => ({ to: id }))

const commands: fc.Arbitrary<WorkCommand> = fc.oneof(
  fc.tuple(department, by, waiting).map(([of, who, wait]) => given.takeWork(of, { ...who, ...wait })),
  fc.tuple(department, by).map(([of, who]) => given.releaseWork(of, who)),
  fc.tuple(department, to, by).map(([of, whom, who]) => given.transferWork({ ...of, ...whom }, who)),
)
const events: fc.Arbitrary<WorkEvent> = fc.constantFrom<WorkEvent>(
  ...[given.workTaken(), given.workTaken({ department: 'warehouse', by: 'w-1' })],
  ...[given.workReleased(), given.workTransferred()],
)

describe('Any work', () => {
  holdsForAnyRun({
    decider: WorkItem,
    catalog: workEvents,
    lifecycle: workLifecycle,
    beginnings: [[], [given.takeWork()], [given.takeWork(), given.releaseWork()]],
    commands,
    events,
  })

  it('has one person for each department, who had it from nobody or from who held it, by their own word or a lead’s', () =>
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 40, size: 'max' }), (run) => {
        const holders = new Map<string, string>()
        for (const { type, data } of runCommands(WorkItem, run).events) {
          const holder = holders.get(data.department)
          expect(people.some(({ id, ...who }) => id === data.by && isStaff({ id, ...who }))).toBe(true)
          if (type === 'WorkTaken') {
            expect(holder).toBeUndefined()
            holders.set(data.department, data.by)
            continue
          }
          expect(data.from).toBe(holder)
          expect([holder, lead.id]).toContain(data.by)
          if (type === 'WorkReleased') holders.delete(data.department)
          else {
            expect(data.to).not.toBe(holder)
            holders.set(data.department, data.to)
          }
        }
        const { state } = runCommands(WorkItem, run)
        expect(state.status === 'none' ? new Map() : state.holders).toEqual(holders)
      }),
      { numRuns: 800, seed: 20_260_302 },
    ))
})
