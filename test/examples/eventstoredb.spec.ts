/** Example 04 as its reader runs it where there is no server: on the double, in a process of its own. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { generatedLines } from '../../examples/02-online-retail/generated-shop.js'
import { startDouble } from '../support/eventstoredb/index.js'
import { naiveFigures } from './online-retail/naive-matcher.js'
import { startExampleWith, temporaryFolder, type Running } from './run-example.js'

const NAME = '04-eventstoredb'
const LIMIT = { timeout: 120_000 }
// They hold every kind of case; a whole shop takes a loaded machine half a minute.
const LINES = 150

const file = (): { readonly path: string; readonly matched: string } => {
  const path = join(temporaryFolder(), 'shop.csv')
  const text = generatedLines().slice(0, LINES).join('\n')
  writeFileSync(path, text)
  return { path, matched: new Intl.NumberFormat('en-GB').format(naiveFigures(text).matched[1]) }
}

const started = (connectionString: string, ...args: ReadonlyArray<string>): Running =>
  startExampleWith({ ESDB_CONNECTION_STRING: connectionString }, NAME, ...args)

describe('The online-retail run on EventStoreDB', () => {
  it('says that it is on a double where no server is named, and agrees to the penny', LIMIT, async () => {
    const { path, matched } = file()
    const { code, output } = await started('', path).ended
    expect(output).toContain('ESDB_CONNECTION_STRING is not set: on a double of EventStoreDB')
    expect(output).toMatch(new RegExp(`returned and paid, says the log +[\\d,]+ +${matched} `))
    expect(output).toMatch(new RegExp(`paid, says the provider +${matched} `))
    expect(output).toContain('\nOK: ')
    expect(output).toMatch(/[\d,]+ events appended \(single\): [\d,]+ a second/)
    expect(code).toBe(0)
  })

  it('counts on a server only what it did itself, run after run', LIMIT, async () => {
    const { path, matched } = file()
    const double = await startDouble()
    onTestFinished(() => double.stop())
    const first = await started(double.connectionString, path).ended
    const second = await started(double.connectionString, '--batch', path).ended
    for (const { code, output } of [first, second]) {
      expect(output).toMatch(/On the server of ESDB_CONNECTION_STRING, version 24\.2\.0, as tenant shop[a-z0-9]+\./)
      expect(output).toContain(matched)
      expect(output).toContain('\nOK: ')
      expect(code).toBe(0)
    }
  })

  it('is told in one line what is wrong with a server', LIMIT, async () => {
    const { code, output } = await started('esdb://a:b@c?tls=no', '--generated').ended
    expect([code, output]).toEqual([1, 'the connection string is wrong at tls: it must be true or false\n'])
  })
})
