/** What a reader may count on in src: small files, each of which says first what it is for. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

// What fits in one head at one reading. A longer file has two subjects.
const MAX_LINES = 250

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name: join('src', name), text: readFileSync(join('src', name), 'utf8') }))

describe('Every file of src', () => {
  it('begins with a comment that says what it is for', () => {
    expect(files.length).toBeGreaterThan(0)
    // Only a line for the system may stand before it, in a file that is started.
    const begins = /^(#!.*\n)?(\/(\*\*|\/) ?\S|\/\*\*\n \* \S)/
    expect(files.filter(({ text }) => !begins.test(text)).map(({ name }) => name)).toEqual([])
  })

  it(`has at most ${MAX_LINES} lines`, () => {
    const lines = files.map(({ name, text }) => ({ name, lines: text.trimEnd().split('\n').length }))
    expect(lines.filter((file) => file.lines > MAX_LINES)).toEqual([])
  })
})
