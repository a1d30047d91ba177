/** Example 02 as its reader runs it: the table, a kill at any moment, an interruption, bad input. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { memoryEventStore } from 'after-sales/adapters/memory'
import { simulatedPayments } from 'after-sales/testing'
import { describe, expect, it } from 'vitest'
import { generatedLines, generatedShop } from '../../../examples/02-online-retail/generated-shop.js'
import { runImport } from '../../../examples/02-online-retail/import.js'
import { replay } from '../../../examples/02-online-retail/replay.js'
import { runExample, startExample, temporaryFolder } from '../run-example.js'
import { naiveFigures, type Figures } from './naive-matcher.js'

const DATA = resolve(import.meta.dirname, '../../../../shared/data/online-retail')
const NAME = '02-online-retail'
const LIMIT = { timeout: 120_000 }

/** The numbers behind a label of the table. */
const row = (output: string, label: string): ReadonlyArray<number> =>
  (output.split('\n').find((line) => line.trimStart().startsWith(label)) ?? '')
    .trim()
    .slice(label.length)
    .split(/\s+/)
    .filter((cell) => /^[\d,]+$/.test(cell))
    .map((cell) => Number(cell.replaceAll(',', '')))

const figuresIn = (output: string): Figures => {
  const [wholly, ...unmatched] = row(output, 'unmatched (lines: wholly)')
  return {
    sales: row(output, 'sale lines used') as Figures['sales'],
    cancellations: row(output, 'cancellation lines of goods') as Figures['cancellations'],
    fully: row(output, 'fully matched')[0]!,
    partly: row(output, 'partly matched')[0]!,
    wholly: wholly!,
    matched: row(output, 'returned and paid, says the log') as Figures['matched'],
    unmatched: unmatched as unknown as Figures['unmatched'],
  }
}

const expected = () => naiveFigures(generatedLines().slice(0, -10).join('\n'))

const paymentsIn = (folder: string): ReadonlyArray<string> => {
  const book = join(folder, 'online-retail.payments.jsonl')
  return existsSync(book)
    ? readFileSync(book, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : []
}

/** Sends the signal once, as soon as it may. */
const stopWhen = async (may: (output: string) => boolean, signal: 'SIGKILL' | 'SIGINT', folder: string) => {
  const { child, ended, output } = startExample(NAME, '--generated', '--data', folder)
  const watch = setInterval(() => {
    if (!may(output())) return
    clearInterval(watch)
    child.kill(signal)
  }, 2)
  const result = await ended
  clearInterval(watch)
  return result
}

describe('The generated shop', () => {
  it('interrupted, stops in good order and goes on; finished, it starts over', LIMIT, async () => {
    const folder = temporaryFolder()
    const stopped = await stopWhen(() => paymentsIn(folder).length >= 30, 'SIGINT', folder)
    expect(stopped).toMatchObject({ code: 130, output: expect.stringContaining('Interrupted.') as unknown })
    const { code, output } = await runExample(NAME, '--generated', '--data', folder)
    expect(output).toContain('importing a small generated shop')
    expect(output).toContain('Going on where the last run stopped')
    expect(figuresIn(output)).toEqual(expected())
    expect(row(output, 'paid, says the provider').slice(0, 1)).toEqual([expected().matched[1]])
    expect(row(output, 'malformed')).toEqual([10])
    expect(output).toContain('\nOK: ')
    expect(code).toBe(0)
    const again = await stopWhen((said) => said.includes('Starting over'), 'SIGKILL', folder)
    expect(again.output).toContain('Starting over (after a finished run)')
  })

  it('killed again and again, ends with the same totals and nothing twice', LIMIT, async () => {
    const folder = temporaryFolder()
    for (const payments of [1, 40, 110, 190])
      expect(await stopWhen(() => paymentsIn(folder).length >= payments, 'SIGKILL', folder)).toMatchObject({
        signal: 'SIGKILL',
      })
    const last = await runExample(NAME, '--generated', '--data', folder)
    expect(last.output).toContain('Going on where the last run stopped')
    expect(figuresIn(last.output)).toEqual(expected())
    expect(last.code).toBe(0)
    const keys = paymentsIn(folder).map((line) => (JSON.parse(line) as { readonly key: string }).key)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('is refunded once where requests and answers of the provider get lost', async () => {
    const payments = simulatedPayments()
    payments.script(
      ...Array.from({ length: 40 }, () => [{ _tag: 'lose_answer' }, { _tag: 'lose_request' }] as const).flat(),
    )
    const store = memoryEventStore()
    const { tally } = await runImport({
      ...{ store, providerFor: () => payments, sources: [generatedShop()], ended: new Set<string>() },
      ...{ signal: new AbortController().signal, onProgress: () => undefined },
    })
    const log = await replay(store)
    expect([log.paid, payments.paidTotal(), payments.paid.size]).toEqual([
      ...[tally.matched.pence, tally.matched.pence, tally.returns],
    ])
  }, 60_000)
})

describe('Files given as arguments', () => {
  const [header] = generatedLines() as [string]

  it('are imported; other files than before start over', LIMIT, async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'mine.csv')
    const lines = generatedLines().slice(1, 150)
    writeFileSync(file, [header, ...lines].join('\n'))
    const first = await runExample(NAME, file, '--data', folder)
    expect(figuresIn(first.output)).toEqual(naiveFigures([header, ...lines].join('\n')))
    writeFileSync(file, [header, ...lines.slice(0, 100)].join('\n'))
    const second = await runExample(NAME, file, '--data', folder)
    expect(second.output).toContain('Starting over (other files before)')
    expect(figuresIn(second.output)).toEqual(naiveFigures([header, ...lines.slice(0, 100)].join('\n')))
  })

  it('that are not there are an error in one line', LIMIT, async () => {
    const { code, output } = await runExample(NAME, 'nowhere.csv', '--data', temporaryFolder())
    expect(code).toBe(1)
    expect(output).toMatch(/^ENOENT.*nowhere\.csv'?\n$/)
  })

  it.runIf(existsSync(DATA))('may be a month of the real shop', LIMIT, async () => {
    const file = join(DATA, '2010-12.csv.gz')
    const { code, output } = await runExample(NAME, file, '--data', temporaryFolder())
    expect(figuresIn(output)).toEqual(naiveFigures(gunzipSync(readFileSync(file)).toString('utf8')))
    expect(code).toBe(0)
  })
})
