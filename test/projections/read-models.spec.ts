/** Every read model has an answer for every type of event: what it does with it, or that it has nothing to say. */
import { describe, expect, it } from 'vitest'
import { EVENT_TYPES } from '../../src/projections/event-types.js'
import { READ_MODELS } from '../../src/projections/index.js'
import { identityOf } from '../../src/projections/read-model.js'
import { seen, TYPES } from './every-event.js'

it('The read models know every type of event that there is', () => expect([...EVENT_TYPES].sort()).toEqual(TYPES))

it('No two read models have one name', () =>
  expect(new Set(READ_MODELS.map(({ name }) => name)).size).toBe(READ_MODELS.length))

describe.each(READ_MODELS.map((model) => [identityOf(model), model] as const))('The read model %s', (_, model) => {
  it('overlooks no type of event', () => {
    const answered = [...model.handles, ...model.ignores]
    expect(answered.sort()).toEqual(TYPES)
  })

  it.each([...model.handles])('changes a row with %s, and keeps its rows as plain JSON', (type) => {
    const touches = model.touches(seen(type))
    expect(touches.length).toBeGreaterThan(0)
    for (const { change } of touches) {
      const row = change(undefined)
      if (row === undefined) continue
      const kept: unknown = JSON.parse(JSON.stringify(model.kept?.of(row) ?? row))
      expect(model.kept?.back(kept) ?? kept).toEqual(row)
      expect(model.order.place(row)).not.toContain('\0')
      for (const places of Object.values(model.lists))
        for (const place of places(row)) expect(place).not.toContain('\0')
    }
  })
})
