/** Who may take a piece of a case, and who has it then. */
import { describe, expect, it } from 'vitest'
import { WorkItem, type WorkCommand, type WorkError } from '../../../src/domain/work/index.js'
import { workWords } from '../../../src/domain/work/errors.js'
import { describeWith } from '../../../src/domain/kernel/sentence.js'
import { agent, customer, finance, provider, secondFinance, warehouse } from '../../../src/testing/builders/build.js'
import * as work from '../../../src/testing/builders/work.js'
import { spec } from '../../../src/testing/spec.js'

const lead = { kind: 'agent', id: 'lead-1', roles: ['lead'] } as const
const merchant = { kind: 'merchant', id: 'm-1' } as const

const untaken = spec(WorkItem)
const held = untaken.after(work.takeWork())
const released = held.after(work.releaseWork())

describe('Work that nobody has taken', () => {
  it('is taken by who asks first, in the case that it belongs to', () =>
    untaken.when(work.takeWork()).then(work.workTaken({ caseId: 'r-1', by: 'f-1' })))

  it('is taken again after it was released', () =>
    released.when(work.takeWork({}, { actor: secondFinance })).then(work.workTaken({ by: 'f-2' })))

  it.each(['warehouse', 'customer', 'nobody'])('is not taken for finance while it waits for %s', (waitingFor) => {
    untaken
      .when(work.takeWork({}, { waitingFor }))
      .thenRejected({ _tag: 'WaitsForOthers', department: 'finance', waitingFor })
    // What one holds is no answer to that: it is not theirs to do now.
    held
      .when(work.takeWork({}, { waitingFor }))
      .thenRejected({ _tag: 'WaitsForOthers', department: 'finance', waitingFor })
  })

  it('cannot be handed over, and was never released', () => {
    const nobody = { _tag: 'WorkNotTaken', department: 'finance' } as const
    untaken.when(work.transferWork()).thenRejected(nobody)
    untaken.when(work.releaseWork()).thenRejected(nobody)
    released.when(work.transferWork()).thenRejected(nobody)
  })
})

describe('Work that somebody holds', () => {
  it('is not taken by another, who hears by whom', () =>
    held.when(work.takeWork({}, { actor: secondFinance })).thenRejected({ _tag: 'TakenAlready', by: 'f-1' }))

  it('is not taken from them by a lead either: that is a transfer', () =>
    held.when(work.takeWork({}, { actor: lead })).thenRejected({ _tag: 'TakenAlready', by: 'f-1' }))

  it('stays with who takes it again, in silence', () => held.when(work.takeWork()).thenNothing())

  it('is released by who holds it, once', () => {
    held.when(work.releaseWork({ reason: 'lunch' })).then(work.workReleased({ reason: 'lunch' }))
    released.when(work.releaseWork()).thenNothing()
  })

  it('is handed by who holds it to another', () =>
    held
      .when(work.transferWork({ to: 'f-2', reason: 'end of shift' }))
      .then(work.workTransferred({ to: 'f-2', reason: 'end of shift' })))

  it('is theirs from then on', () => {
    const handed = held.after(work.transferWork({ to: 'f-2' }))
    handed.when(work.releaseWork()).thenRejected({ _tag: 'HeldByAnother', by: 'f-2' })
    handed.when(work.releaseWork({}, { actor: secondFinance })).then(work.workReleased({ by: 'f-2', from: 'f-2' }))
  })

  it('is handed to nobody who has it already', () => {
    held.when(work.transferWork({ to: 'f-1' })).thenNothing()
    held
      .after(work.transferWork({ to: 'f-2' }))
      .when(work.transferWork({ to: 'f-2' }))
      .thenNothing()
  })

  it.each([secondFinance, agent, { ...agent, roles: ['supervisor'] }])(
    'is not taken away by $id, who has no right to',
    (actor) => {
      held.when(work.releaseWork({}, { actor })).thenRejected({ _tag: 'HeldByAnother', by: 'f-1' })
      held.when(work.transferWork({ to: actor.id }, { actor })).thenRejected({ _tag: 'HeldByAnother', by: 'f-1' })
    },
  )

  it.each([lead, merchant])('is released and handed over by $id, as when somebody is ill', (actor) => {
    const by = actor.id
    held.when(work.releaseWork({}, { actor })).then(work.workReleased({ by, from: 'f-1' }))
    held.when(work.transferWork({ to: 'f-2' }, { actor })).then(work.workTransferred({ by, to: 'f-2' }))
    // They may take it over, without a moment in which a third could take it.
    held.when(work.transferWork({ to: by }, { actor })).then(work.workTransferred({ by, to: by }))
  })
})

describe('Work that has moved on to another department', () => {
  const forWarehouse = { department: 'warehouse' } as const
  const movedOn = held.after(work.takeWork(forWarehouse, { actor: warehouse }))

  it('may be taken there', () =>
    held.when(work.takeWork(forWarehouse, { actor: warehouse })).then(work.workTaken({ ...forWarehouse, by: 'w-1' })))

  it('is held still by who held it when it comes back: the customer explains nothing anew', () => {
    movedOn.when(work.takeWork({}, { actor: secondFinance })).thenRejected({ _tag: 'TakenAlready', by: 'f-1' })
    movedOn.when(work.takeWork()).thenNothing()
  })

  it('is released for one department alone', () => {
    const releasedThere = movedOn.after(work.releaseWork(forWarehouse, { actor: warehouse }))
    releasedThere.when(work.takeWork({}, { actor: secondFinance })).thenRejected({ _tag: 'TakenAlready', by: 'f-1' })
    expect([movedOn, releasedThere].map(({ state }) => state.status)).toEqual(['held', 'held'])
  })

  it('may be given up meanwhile', () => movedOn.when(work.releaseWork()).then(work.workReleased()))
})

describe('Work', () => {
  const all: ReadonlyArray<WorkCommand> = [work.takeWork(), work.releaseWork(), work.transferWork({ to: 'c-1' })]

  it.each([customer, provider, { kind: 'carrier', id: 'dhl' } as const])(
    'is for staff only, not for a $kind',
    (actor) => {
      for (const command of all)
        for (const there of [untaken, held])
          there.when({ ...command, actor }).thenRejected({ _tag: 'WorkForStaffOnly' })
    },
  )

  it.each([agent, warehouse, finance, merchant])('is taken by any staff: $kind', (actor) =>
    untaken.when(work.takeWork({}, { actor })).then(work.workTaken({ by: actor.id })),
  )

  it('never ends: a case may be opened again', () =>
    expect([untaken, held, released].map(({ state }) => WorkItem.isTerminal(state))).toEqual([false, false, false]))
})

describe('A no about work', () => {
  it.each<WorkError>([
    { _tag: 'WorkForStaffOnly' },
    { _tag: 'WorkUnknown', kind: 'refund' },
    { _tag: 'WaitsForOthers', department: 'finance', waitingFor: 'customer' },
    { _tag: 'TakenAlready', by: 'f-1' },
    { _tag: 'HeldByAnother', by: 'f-1' },
    { _tag: 'WorkNotTaken', department: 'finance' },
  ])('says in two languages what is wrong: $_tag', (error) => {
    const said = describeWith(workWords)(error)
    expect(said.code).toMatch(/^WORK\.[A-Z_]+$/)
    expect(said.en).toMatch(/\.$/)
    expect(said.zh).toMatch(/[\u4e00-\u9fff].*。$/)
    for (const fact of Object.entries(error).flatMap(([key, value]) => (key === '_tag' ? [] : [String(value)])))
      expect(said.en).toContain(fact)
  })
})
