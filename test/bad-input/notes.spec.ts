/** What people write: any language, no card numbers, no control characters, not without end. */
import { describe, expect, it } from 'vitest'
import { describe as inWords, MAX_NOTE } from 'after-sales'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { customer, refusalOf, shopOn, storedText, wish } from '../acceptance/shop.js'

const withNote = (note: string) => ({ ...wish('R-1', 1), note })

describe('A note', () => {
  it.each([
    ['one character', 'x'],
    [`${MAX_NOTE} characters`, 'x'.repeat(MAX_NOTE)],
    ['two lines and a tab', 'first\n\tsecond'],
    ['Chinese and emoji', '杯子碎了 😢'],
    ['a bidi override, which is kept as it was written', 'abc\u202etxt.exe'],
    ['a zero-width space', 'a\u200bb'],
    ['a long order number', 'order 4111111111111112'],
    ['a formula', '=HYPERLINK("http://x")'],
    ['markup', '<script>alert(1)</script>'],
  ])('may be %s', async (_what, note) => {
    const shop = shopOn(memoryEventStore())
    await shop.requests.open(withNote(note), customer)
    expect((await shop.getCase('R-1')).notes).toMatchObject([{ note: { value: { note } } }])
  })

  it.each([
    ['nothing', ''],
    [`${MAX_NOTE + 1} characters`, 'x'.repeat(MAX_NOTE + 1)],
    ['a megabyte', 'x'.repeat(1_000_000)],
    ['a lone surrogate', 'a\ud800b'],
    ['a null character', 'a\u0000b'],
    ['a carriage return, which forges log lines', 'a\rb'],
    ['an escape sequence', '\u001b[31mred'],
    ['a card number', 'my card is 4111111111111111'],
    ['a card number in groups', '4111 1111 1111 1111 thanks'],
    ['a card number with dashes', 'card:4111-1111-1111-1111.'],
    ['a card number in full-width digits', '４１１１１１１１１１１１１１１１'],
    ['a card number of 15 digits', '378282246310005'],
  ])('may not be %s: the limit is named, the text is not repeated', async (_what, note) => {
    const shop = shopOn(memoryEventStore())
    await shop.requests.open(wish('R-0', 1), customer)
    const before = await storedText(shop.store)
    for (const call of [
      shop.requests.open(withNote(note), customer),
      shop.requests.edit({ requestId: 'R-0', note }, customer),
      shop.requests.reject({ requestId: 'R-0', code: 'X', note }, customer),
    ]) {
      const refused = await refusalOf(call)
      expect(refused).toMatchObject({ _tag: 'InvalidInput', problems: [{ field: 'note', limit: { code: 'NOTE' } }] })
      const { en, zh } = inWords(refused)
      expect(en).toContain(`1 to ${MAX_NOTE} characters`)
      expect(zh).toContain('银行卡号')
      for (const told of [JSON.stringify(refused), en, zh]) {
        for (const part of ['4111', '3782', '４１', 'red', '\ud800', '\0']) expect(told).not.toContain(part)
        expect(told.length).toBeLessThan(1_000)
      }
    }
    expect(await storedText(shop.store)).toEqual(before)
  })
})
