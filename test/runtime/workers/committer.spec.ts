/** What is committed is done without a gap, in the order of the log, whatever is finished first. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { committer } from '../../../src/runtime/workers/committer.js'

describe('A checkpoint', () => {
  it('never passes unfinished work, and in the end everything is behind it, once and in order', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 200 }), (schedule) => {
        const work = committer<number>()
        const open: Array<number> = []
        const committed: Array<number> = []
        let started = 0
        const take = (): void => {
          committed.push(...work.take())
          // Nothing that is taken is still open, and nothing in between is missing.
          for (const ticket of open) expect(committed.length).toBeLessThanOrEqual(ticket)
          expect(work.size()).toBe(started - committed.length)
        }
        for (const step of schedule) {
          if (step % 3 === 0 || open.length === 0) {
            open.push(work.started())
            started += 1
          } else if (step % 3 === 1) {
            const [ticket] = open.splice(step % open.length, 1)
            work.finished(ticket!, ticket!)
          } else take()
        }
        for (const ticket of open.splice(0).reverse()) work.finished(ticket, ticket)
        take()
        expect(committed).toEqual(Array.from({ length: started }, (_, n) => n))
      }),
      { numRuns: 500 },
    ))

  it('waits for the first, also when all others are done', () => {
    const work = committer<string>()
    const [first, second, third] = [work.started(), work.started(), work.started()]
    work.finished(third, 'third')
    work.finished(second, 'second')
    expect([work.take(), work.size()]).toEqual([[], 3])
    work.finished(first, 'first')
    expect([work.take(), work.size()]).toEqual([['first', 'second', 'third'], 0])
    expect(work.take()).toEqual([])
  })
})
