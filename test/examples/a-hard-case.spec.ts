/** Example 05 tells the whole case, in both languages, from nothing but its events. */
import { describe, expect, it } from 'vitest'
import { readCase } from '../../examples/05-a-hard-case/case.js'
import { play } from '../../examples/05-a-hard-case/plot.js'
import { at, openShop } from '../../examples/05-a-hard-case/shop.js'
import { sentenceOf, tell } from '../../examples/05-a-hard-case/story.js'
import { runExample, temporaryFolder } from './run-example.js'

describe('The hard case', () => {
  it('is played, told and proved', { timeout: 60_000 }, async () => {
    const { code, output } = await runExample('05-a-hard-case')
    expect(output).toContain('agent-li (chat): Rejects it: no photo of the label. An appeal is possible until 17 Mar')
    expect(output).toContain('申诉')
    expect(output).toContain('the customer owes 30.00 EUR')
    expect(output).toContain('Declares 1 × jacket lost; the carrier is liable')
    expect(output).toContain('25.00 EUR of card came back: the account is closed')
    expect(output).toContain('Confirms it as the second person: bank transfer (finance-chen and finance-zhao)')
    expect(output).toContain('paid back 30.00 EUR; the provider says 30.00 EUR')
    expect(output).toContain('0 steps are open')
    expect(output).toMatch(/\d+ events in 11 streams; every link fits/)
    expect(code).toBe(0)
  })

  it('has a sentence in each language for every event, and tells what people wrote', async () => {
    const shop = await openShop(temporaryFolder(), at('2026-03-02T09:00:00.000Z'))
    await play(shop)
    const { log, words, notes } = await readCase(shop)
    await shop.close()
    const silent = log.filter(({ event }) => sentenceOf(event, words) === undefined)
    expect(silent.map(({ event }) => event.type)).toEqual([])
    for (const { said } of tell(log, words, notes)) {
      expect(said.en).toMatch(/^[A-Z0-9].*[.?”]$/)
      expect(said.zh).toMatch(/[\u4e00-\u9fff].*[。”]$/)
      expect(`${said.en}${said.zh}`).not.toMatch(/undefined|NaN|\[object/)
    }
    expect([...notes.values()]).toHaveLength(4)
  })
})
