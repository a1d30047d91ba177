/** The diagrams of docs/domain.md are made from the lifecycle lists of the code; `npm run docs` writes them. */
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  allowanceLifecycle,
  compensationLifecycle,
  entitlementLifecycle,
  mermaidOf,
  refundLifecycle,
  repairLifecycle,
  replacementLifecycle,
  requestLifecycle,
  returnLifecycle,
  workLifecycle,
} from 'after-sales/domain'
import type { Lifecycle } from 'after-sales/domain'

const FILE = 'docs/domain.md'

const diagrams: ReadonlyArray<readonly [name: string, lifecycle: Lifecycle, terminal: ReadonlyArray<string>]> = [
  ['entitlement', entitlementLifecycle, []],
  ['request', requestLifecycle, ['closed', 'canceled']],
  ['return', returnLifecycle, ['completed', 'canceled', 'expired']],
  ['refund', refundLifecycle, ['succeeded', 'not_due', 'refused', 'declined', 'canceled', 'abandoned']],
  ['replacement', replacementLifecycle, ['canceled']],
  ['repair', repairLifecycle, ['completed', 'canceled']],
  [
    'compensation',
    compensationLifecycle,
    ['refused', 'rejected', 'declined', 'lapsed', 'canceled', 'revoked', 'redeemed', 'expired'],
  ],
  ['allowance', allowanceLifecycle, []],
  ['work', workLifecycle, []],
]

const blockOf = (name: string): RegExp => new RegExp(`(<!-- diagram: ${name} -->\\s*\`\`\`mermaid\\n)([^\`]*)(\`\`\`)`)

/** What stands under the name, or nothing where the page has no such picture. */
const drawn = (text: string, name: string): string | undefined => blockOf(name).exec(text)?.[2]

const withDiagrams = (text: string): string =>
  diagrams.reduce(
    (doc, [name, lifecycle, terminal]) =>
      doc.replace(
        blockOf(name),
        (_, before: string, _old: string, after: string) => `${before}${mermaidOf(lifecycle, terminal)}\n${after}`,
      ),
    text,
  )

describe('The story of the domain', () => {
  if (process.env['WRITE_DOCS'] === '1') writeFileSync(FILE, withDiagrams(readFileSync(FILE, 'utf8')))
  const text = readFileSync(FILE, 'utf8')

  it.each(diagrams)('draws the life of a(n) %s as the code has it', (name, lifecycle, terminal) => {
    expect(drawn(text, name)).toBe(`${mermaidOf(lifecycle, terminal)}\n`)
  })

  it.each(diagrams)('draws no %s status that nothing leads to', (_, lifecycle) => {
    const reached = new Set([lifecycle[0]![0], ...lifecycle.map(([, , to]) => to)])
    for (const [from] of lifecycle) expect(reached).toContain(from)
  })
})
