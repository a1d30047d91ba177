/** Whoever embeds the library reads in the editor what a function does, how it says no, and how it is called. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inputs } from '../bad-input/calls.js'

const folder = new URL('../../src/runtime/', import.meta.url)
const text = readdirSync(folder)
  .filter((name) => name.endsWith('-calls.ts') || name === 'operations.ts')
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n')

describe('Every function of the façade', () => {
  it.each(Object.keys(inputs))('says what it does, with an example: %s', (name) => {
    const own = name.split('.')[1]!
    const docs = [
      ...text.matchAll(new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\n +(?:readonly )?${own}: \\w+`, 'g')),
    ]
    expect(
      docs.filter(([, doc]) => doc!.includes(`await ${name}(`) || doc!.includes(` = await ${name}(`)),
    ).toHaveLength(1)
  })
})
