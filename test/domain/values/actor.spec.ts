/** Who acts, and by what right. */
import { describe, expect, it } from 'vitest'
import { Actor, hasRole, maySay, samePerson, type FromOthers } from '../../../src/domain/values/actor.js'

const ada: Actor = { kind: 'agent', id: 'a-1', roles: ['supervisor'] }

describe('A person', () => {
  it.each([
    ['what they are', 'agent', true],
    ['what the host vouches for', 'supervisor', true],
    ['nothing else', 'finance', false],
  ])('has the role of %s', (_, role, verdict) => expect(hasRole(ada, role)).toBe(verdict))

  it('without roles has the role of what they are', () => {
    expect(hasRole({ kind: 'finance', id: 'f-1' }, 'finance')).toBe(true)
    expect(hasRole({ kind: 'finance', id: 'f-1' }, 'agent')).toBe(false)
  })

  it.each(['customer', 'carrier', 'provider'] as const)('who acts as a %s brings no role of the shop along', (kind) => {
    for (const role of ['supervisor', kind]) expect(hasRole({ ...ada, kind }, role)).toBe(false)
  })

  it('says what is for the shop, or for what they are', () => {
    const others: FromOthers<'Ask' | 'Decide'> = { Ask: ['customer'] }
    const says = (type: 'Ask' | 'Decide', kind: Actor['kind']) => maySay({ type, actor: { kind, id: 'x' } }, others)
    expect([says('Ask', 'agent'), says('Decide', 'system')]).toEqual([true, true])
    expect([says('Ask', 'customer'), says('Ask', 'carrier'), says('Decide', 'customer')]).toEqual([true, false, false])
  })

  it('is the same under another hat', () => {
    expect(samePerson(ada, { ...ada, kind: 'finance' } as Actor)).toBe(true)
    expect(samePerson(ada, { id: 'a-2' })).toBe(false)
  })
})

it.each([
  [ada, true],
  [{ kind: 'customer', id: 'c-1' }, true],
  [{ kind: 'robot', id: 'r-1' }, false],
  [{ kind: 'agent', id: '' }, false],
  [{ kind: 'agent', id: 'a-1', name: 'Ada' }, false],
])('an actor is a kind and a pseudonym: %j %s', (u, verdict) => expect(Actor.is(u)).toBe(verdict))
