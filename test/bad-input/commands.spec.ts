/** The border of every command: what is wrong is named with its limit, never repeated, and nothing is written. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { describe as inWords, type InvalidInput } from 'after-sales'
import { storedText } from '../acceptance/shop.js'
import {
  busyShop,
  callerOf,
  callsOf,
  CANARY,
  inputs,
  NEVER_VALID,
  pathsIn,
  protoKeys,
  withAt,
  type Path,
} from './calls.js'

const shop = await busyShop()
const calls = callsOf(shop)
const stored = await storedText(shop.store)
const names = Object.keys(inputs)
const KEYS = protoKeys()

const refusal = async (name: string, input: unknown, by: unknown): Promise<InvalidInput> => {
  const result = await calls[name]!(input, by)()
  if (E.isRight(result)) throw new Error(`${name} took it`)
  expect(result.left).toMatchObject({ _tag: 'InvalidInput' })
  return result.left as InvalidInput
}

const tellsOnlyWhere = (refused: InvalidInput, path: Path): void => {
  const { en, zh } = inWords(refused)
  const told = JSON.stringify(refused) + en + zh
  expect(told).not.toContain(CANARY)
  expect(told).not.toContain('hunter2')
  // The field itself, or something in it that it lacks.
  for (const { field } of refused.problems)
    expect(`${field}.`.startsWith(path.length === 0 ? '' : `${path.join('.')}.`)).toBe(true)
  expect(zh).toMatch(/[\u4e00-\u9fff]/)
  expect(told.length).toBeLessThan(20_000)
}

const untouched = async (): Promise<void> => {
  expect(await storedText(shop.store)).toEqual(stored)
  expect(protoKeys()).toEqual(KEYS)
  expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined()
}

describe('Every command', () => {
  it('is known here: the façade has no other', () => {
    expect(Object.keys(calls).sort()).toEqual([...names].sort())
  })

  it.each(names)('%s is accepted at the border as it stands', async (name) => {
    const sample = await busyShop()
    const result = await callsOf(sample)[name]!(inputs[name], callerOf(name))()
    if (E.isLeft(result)) expect(result.left._tag).not.toBe('InvalidInput')
  })

  it.each(names)('%s refuses a wrong value in any field, names the field, and writes nothing', async (name) => {
    for (const path of pathsIn(inputs[name]))
      for (const [, value] of NEVER_VALID)
        tellsOnlyWhere(await refusal(name, withAt(inputs[name], path, value), callerOf(name)), path)
    await untouched()
  })

  it.each(names)('%s refuses a field that it does not know, on every level', async (name) => {
    const objects = pathsIn(inputs[name]).filter((path) => {
      const at = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], inputs[name])
      return typeof at === 'object' && !Array.isArray(at)
    })
    for (const path of objects)
      for (const key of ['isAdmin', '__proto__', 'constructor', 'toString', CANARY])
        tellsOnlyWhere(await refusal(name, withAt(inputs[name], [...path, key], { [CANARY]: 1 }), callerOf(name)), path)
    await untouched()
  })

  it.each(names)('%s refuses an input that is no object', async (name) => {
    for (const input of [undefined, null, 'text', 1, true, [], [inputs[name]], () => inputs[name]])
      tellsOnlyWhere(await refusal(name, input, callerOf(name)), [])
    await untouched()
  })

  it.each(names)('%s refuses a caller who is none', async (name) => {
    for (const by of [undefined, null, {}, [], 'agent', { actor: 'agent' }, { actor: { kind: 'agent' } }])
      tellsOnlyWhere(await refusal(name, inputs[name], by), [])
    for (const path of pathsIn(callerOf(name)))
      for (const [, value] of NEVER_VALID) await refusal(name, inputs[name], withAt(callerOf(name), path, value))
    await untouched()
  })
})

describe('The functions that take an id', () => {
  const { getCase, getOrder, casesOf, resume } = shop.afterSales
  it.each(Object.entries({ getCase, getOrder, casesOf, resume }))('%s refuses what is none', async (_name, call) => {
    for (const [, value] of NEVER_VALID) {
      const result = await call(value as string)()
      expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'InvalidInput' } })
      expect(JSON.stringify(result)).not.toContain(CANARY)
    }
    expect(await call('nobody-has-this')()).toMatchObject({ _tag: 'Left' })
    await untouched()
  })
})
