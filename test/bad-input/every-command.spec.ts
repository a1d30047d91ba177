/**
 * What every command of the façade answers about an id that nobody has, about the neighbor's case, a second time, about a
 * case that is over, with money of another currency and with no goods at all. A new command is tried here by itself.
 * Values that are none: `commands.spec.ts`; who may say what: `authority.spec.ts`.
 */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { describe as inWords, type Actor, type AfterSalesError } from 'after-sales'
import { customer, storedText, warehouse, type Shop } from '../acceptance/shop.js'
import { callerOf, callsOf, inputs, pathsIn, withAt, type Path } from './calls.js'
import { aboutTheCase, shopOf, shopWithEverything } from './whole-case.js'

const names = Object.keys(inputs)
const NOBODY = '00000000-0000-4000-8000-000000000000'
/** By these a call says what it is about; the first that it has. */
const ABOUT = [
  ...['returnId', 'refundId', 'replacementId', 'repairId', 'requestId', 'compensationId', 'orderId'],
  ...['id', 'noticeId', 'stream'],
]
/** They begin something, under an id that nobody has yet. */
const BEGIN = ['allowances.open']

const roles = ['lead', 'finance', 'manager', 'legal']
const CALLER: Readonly<Record<string, Actor>> = {
  'refunds.recordAnswer': { kind: 'provider', id: 'psp' },
  'requests.answerSurvey': customer.actor,
}
const byOf = (name: string, commandId = 'once') => ({
  ...callerOf(name),
  commandId,
  actor: CALLER[name] ?? { kind: 'agent', id: 'agent-9', roles },
})
const asked = (shop: Shop, name: string, input: unknown, commandId?: string) =>
  callsOf(shop)[name]!(input, byOf(name, commandId))()
const refusedWith = (answer: E.Either<AfterSalesError, unknown>): string => {
  if (E.isRight(answer)) return 'taken'
  expect(Object.values(inWords(answer.left)).every((word) => word !== '')).toBe(true)
  return answer.left._tag
}

const { shop, ids } = await shopWithEverything()
const stored = await storedText(shop.store)
const neighbor = shopOf('neighbor', shop.store)
const ofMain = async (): Promise<ReadonlyArray<string>> =>
  (await storedText(shop.store)).filter((event) => !event.includes('-neighbor.'))

/** Of a request that is over: it is over already, and what a ruling would do is done. */
const SILENT = ['requests.cancel', 'requests.applyRuling']
/** One begins a request; losses may be made good at any time. */
const LATER_TOO = ['requests.open', 'compensations.propose']
/** A parcel in which a line was not is counted as well. */
const MAY_BE_NONE = ['returns.settleCount']
const IN_OTHER_MONEY = {
  'returns.issueLabel': 'LabelCurrency',
  'compensations.propose': 'CompensationCurrency',
}
/**
 * Budgets have a currency of their own (`AllowanceInOtherCurrency`), and a provider is heard whatever it says:
 * both have tests of their own. A quote needs goods in the workshop: below.
 */
const TOLD_ELSEWHERE = ['allowances.open', 'refunds.recordAnswer', 'repairs.diagnose']
const NOT_THERE = /(Unknown|NotFound|NotRegistered|NotQuarantined|NotParked|NotTaken)$/

describe('Every command', () => {
  const aboutOthers = names.filter((name) => !BEGIN.includes(name))

  it.each(aboutOthers)('%s about an id that nobody has is told so, and nothing is written', async (name) => {
    const key = ABOUT.find((one) => one in inputs[name]!)!
    const other = name === 'compensations.propose' ? { requestId: NOBODY } : {}
    const input = {
      ...aboutTheCase(name, ids),
      [key]: NOBODY,
      ...other,
      ...(name === 'requests.open' ? { orderId: NOBODY } : {}),
    }
    expect(refusedWith(await asked(shop, name, input))).toMatch(NOT_THERE)
    expect(await ofMain()).toEqual(stored)
  })

  it.each(aboutOthers)('%s in another shop of the same log finds nothing of this one', async (name) => {
    const tag = refusedWith(await asked(neighbor, name, aboutTheCase(name, ids)))
    // Of an order of the same name it has its own.
    if (!('orderId' in inputs[name]!)) expect(tag).toMatch(NOT_THERE)
    expect(await ofMain()).toEqual(stored)
  })

  it.each(names)('%s once more under the same id has the same answer, and nothing is written twice', async (name) => {
    const own = await shopWithEverything()
    const input = aboutTheCase(name, own.ids)
    const first = await asked(own.shop, name, input)
    const once = await storedText(own.shop.store)
    const again = await asked(own.shop, name, input)
    if (E.isLeft(first)) expect(again).toEqual(first)
    else expect(again._tag).toBe('Right')
    expect(await storedText(own.shop.store)).toEqual(once)
  })

  const ofRequests = names.filter((name) => 'requestId' in inputs[name]! && !LATER_TOO.includes(name))
  it.each(ofRequests)(
    '%s about a request that was taken back is too late, or silent where nothing is left to do',
    async (name) => {
      const own = await shopWithEverything()
      await own.shop.requests.cancel({ requestId: 'R-draft', reason: 'kept' }, customer)
      const before = await storedText(own.shop.store)
      const other = 'into' in inputs[name]! ? { into: 'R-1' } : {}
      const answer = await asked(own.shop, name, { ...aboutTheCase(name, own.ids), requestId: 'R-draft', ...other })
      expect(refusedWith(answer)).toBe(SILENT.includes(name) ? 'taken' : 'RequestNotOpen')
      expect(await storedText(own.shop.store)).toEqual(before)
    },
  )

  const at = (name: string, key: string): ReadonlyArray<Path> =>
    pathsIn(inputs[name]).filter((path) => path.at(-1) === key)
  const withMoney = names.filter((name) => at(name, 'currency').length > 0)
  it('with money is asked about other money', () => {
    expect(withMoney.sort()).toEqual([...Object.keys(IN_OTHER_MONEY), ...TOLD_ELSEWHERE].sort())
  })
  it.each(Object.entries(IN_OTHER_MONEY))('%s takes no money of another currency: %s', async (name, tag) => {
    const [path] = at(name, 'currency')
    const input = withAt(aboutTheCase(name, ids), path!, 'JPY')
    expect(refusedWith(await asked(shop, name, input))).toBe(tag)
    expect(await ofMain()).toEqual(stored)
  })

  it('repairs.diagnose takes no quote in another currency than the order has', async () => {
    const own = await shopWithEverything()
    const { returnId } = (await own.shop.getCase('R-repair')).returns[0]!
    const lines = [{ lineId: 'mug', quantity: 1 }]
    await own.shop.returns.receiveParcel({ returnId, receiptId: 'P-9', lines }, warehouse)
    const found = [{ lineId: 'mug', accepted: 1, rejected: 0, grade: 'E_DAMAGED' as const }]
    await own.shop.returns.inspect({ returnId, inspectionId: 'I-9', lines: found }, warehouse)
    const before = await storedText(own.shop.store)
    const { serials: _none, ...input } = aboutTheCase('repairs.diagnose', own.ids) as { readonly serials: unknown }
    const inYen = withAt(input, ['quote', 'currency'], 'JPY')
    expect(refusedWith(await asked(own.shop, 'repairs.diagnose', inYen))).toBe('QuoteCurrency')
    expect(await storedText(own.shop.store)).toEqual(before)
    expect(refusedWith(await asked(own.shop, 'repairs.diagnose', input))).toBe('taken')
  })

  const withGoods = names.filter((name) => at(name, 'quantity').length > 0 && !MAY_BE_NONE.includes(name))
  it.each(withGoods)('%s takes no line of no goods', async (name) => {
    for (const path of at(name, 'quantity').filter(([list]) => list !== 'exceptions'))
      expect(refusedWith(await asked(shop, name, withAt(aboutTheCase(name, ids), path, 0)))).toBe('InvalidInput')
    expect(await ofMain()).toEqual(stored)
  })
})
