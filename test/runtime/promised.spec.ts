/** The façade without fp-ts: the same functions, with errors as exceptions that carry the data. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { describe as inWords, orThrow, toException, type AfterSalesException } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { customer, shopOn, wish } from '../acceptance/shop.js'

describe('The promise twin', () => {
  it('has every function of the façade, in the same places', () => {
    const { promises, start: _start, ...functions } = shopOn(memoryEventStore()).afterSales
    const names = (of: object): ReadonlyArray<string> =>
      Object.entries(of).flatMap(([name, member]) =>
        typeof member === 'function' ? [name] : names(member as object).map((inner) => `${name}.${inner}`),
      )
    expect(names(promises)).toEqual(names(functions))
    expect(names(promises)).toContain('requests.submit')
  })

  it('answers with the value', async () => {
    const shop = shopOn(memoryEventStore())
    const done = await shop.requests.open(wish('R-1', 1), customer)
    expect(done.state.status).toBe('draft')
  })

  it('throws the error as an exception with its code, its sentence and its data', async () => {
    const shop = shopOn(memoryEventStore())
    const thrown = await shop.getCase('R-0').catch((cause: AfterSalesException) => cause)
    expect(thrown).toBeInstanceOf(Error)
    expect(thrown).toMatchObject({
      name: 'AfterSalesException',
      code: 'REQUEST.UNKNOWN',
      message: 'REQUEST.UNKNOWN: There is no such request.',
      error: { _tag: 'RequestUnknown' },
    })
  })

  it('is lazy on the other side: a TaskEither that nobody runs does nothing', async () => {
    const shop = shopOn(memoryEventStore())
    const task = shop.afterSales.requests.open(wish('R-1', 1), customer)
    expect(E.isLeft(await shop.afterSales.getCase('R-1')())).toBe(true)
    await task()
    expect(E.isRight(await shop.afterSales.getCase('R-1')())).toBe(true)
  })
})

describe('An error as an exception', () => {
  it('says what describe says', () => {
    const error = { _tag: 'UnitsAlreadyClaimed', lineId: 'mug', asked: 2, free: 1 } as const
    const { code, en } = inWords(error)
    expect(toException(error).message).toBe(`${code}: ${en}`)
    expect(() => orThrow(E.left(error))).toThrow(en)
    expect(orThrow(E.right(42))).toBe(42)
  })
})
