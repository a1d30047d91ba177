/** Whatever happens to a piece and to the work on it: its row shows who holds it, as the work's own stream has it. */
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import type { DomainEvent } from '../../src/domain/reactions/index.js'
import type { Department } from '../../src/domain/values/department.js'
import { WorkItem, type WorkCommand, type WorkState } from '../../src/domain/work/index.js'
import { caseFiles, type CaseFile } from '../../src/projections/case-files/case-files.js'
import { agent, finance, supervisor } from '../../src/testing/builders/build.js'
import * as evidence from '../../src/testing/builders/evidence.js'
import * as request from '../../src/testing/builders/request.js'
import * as work from '../../src/testing/builders/work.js'
import { seen } from './every-event.js'

const piece = { kind: 'request', id: 'r-1' } as const
const stream = 'aftersales_request-main.r-1'
const lead = { kind: 'agent', id: 'lead-1', roles: ['lead'] } as const

const opened = [
  ...[request.requestOpened(), request.submissionStarted(), request.requestSubmitted(), request.requestAssessed()],
]
/** To the customer and back, as often as it is asked for. */
const moves = fc.constantFrom(evidence.evidenceRequested(), evidence.evidenceSupplied())
const actor = fc.constantFrom(agent, supervisor, finance, lead)
const department = fc.constantFrom<Department>('customer_service', 'customer_service', 'warehouse')
const orders: fc.Arbitrary<WorkCommand> = fc
  .tuple(fc.nat(2), actor, department, actor)
  .map(([which, by, of, to]) =>
    which === 0
      ? work.takeWork({ ...piece, department: of }, { actor: by })
      : which === 1
        ? work.releaseWork({ ...piece, department: of }, { actor: by })
        : work.transferWork({ ...piece, department: of, to: to.id }, { actor: by }),
  )
const steps = fc.array(fc.oneof({ weight: 1, arbitrary: moves }, { weight: 3, arbitrary: orders }), { maxLength: 30 })

it('The row of a piece shows who holds it for the department that it waits for, and stands in their queue', () =>
  fc.assert(
    fc.property(steps, (run) => {
      let row: CaseFile | undefined
      let state: WorkState = WorkItem.initial
      const saw = (event: DomainEvent, of: Partial<ReturnType<typeof seen>>) => {
        const [touched] = caseFiles.touches({ ...seen(event.type), ...of, event })
        expect(touched!.key).toBe(stream)
        row = touched!.change(row)
      }
      for (const event of opened) saw(event, { stream, kind: 'request' })
      for (const step of run) {
        if (!('actor' in step)) saw(step, { stream, kind: 'request' })
        else {
          const decided = WorkItem.decide(step)(state)
          for (const event of E.isRight(decided) ? decided.right : []) {
            state = WorkItem.evolve(state, event)
            saw(event, {})
          }
        }
        const { waitingFor, assignedTo } = row!
        const holder = state.status === 'none' ? undefined : state.holders.get(waitingFor as Department)
        expect(assignedTo).toBe(holder)
        for (const list of ['queues', 'deadlines', 'amounts'])
          expect(caseFiles.lists[list]!(row!)).toHaveLength(waitingFor === 'customer_service' ? 2 : 0)
        expect(caseFiles.lists['people']!(row!)).toHaveLength(holder === undefined ? 0 : 1)
      }
    }),
    { numRuns: 400, seed: 20_261_126 },
  ))
