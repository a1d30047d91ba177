/** The defects on which the simulator is tried: each is still a piece of the source, so that none is passed over in silence. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface Mutant {
  readonly name: string
  readonly file: string
  readonly from: string
  readonly to: string
}

const root = new URL('../../', import.meta.url)
const { mutants } = (await import(new URL('scripts/simulator/mutants.mjs', root).href)) as {
  readonly mutants: ReadonlyArray<Mutant>
}

describe('A defect that the simulator must find', () => {
  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    'stands in for exactly one piece of the source: %s',
    (_, { file, from, to }) => {
      expect(readFileSync(new URL(file, root), 'utf8').split(from)).toHaveLength(2)
      expect(to).not.toBe(from)
    },
  )
})
