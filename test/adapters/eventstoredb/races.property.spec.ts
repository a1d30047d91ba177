/** Many writers, few streams and a bad network: no event twice, none lost that was acknowledged, no gap. */
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventStore, Revision } from '../../../src/ports/event-store.js'
import { eventOf, idOf, log, range, streamOf } from '../../../src/testing/event-store-contract/sample.js'
import type { Fault } from '../../support/eventstoredb/index.js'
import { doubleFor, hasty, storeOn } from './stores.js'

const fault: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  { _tag: 'none' },
  { _tag: 'none' },
  { _tag: 'none' },
  { _tag: 'silent_after' },
  { _tag: 'reset', when: 'before' },
  { _tag: 'reset', when: 'after' },
  { _tag: 'half_close', when: 'after' },
  { _tag: 'status', code: 14, details: 'Server Is Not Ready' },
  { _tag: 'status', code: 10, details: 'Operation timed out', when: 'after' },
  { _tag: 'status', code: 13, details: 'Received RST_STREAM with code 0', when: 'after' },
  { _tag: 'go_away' },
)

const EACH = 5

/** Appends its events one by one at the head, as a command handler does; answers the ids that were acknowledged. */
const writer = async (store: EventStore, nth: number): Promise<ReadonlyArray<string>> => {
  const stream = streamOf(nth % 2)
  const acknowledged: Array<string> = []
  for (const n of range(EACH * nth, EACH)) {
    for (let isDone = false; !isDone;) {
      const slice = await store.read(stream, 0, 1)()
      if (E.isLeft(slice)) continue
      const head: Revision = slice.right.head
      // The same batch at the same revision for as long as its outcome is unknown.
      for (;;) {
        const answer = await store.append(stream, head, [eventOf(n)])()
        if (E.isRight(answer)) {
          acknowledged.push(idOf(n))
          isDone = true
        } else if (answer.left._tag !== 'WrongExpectedRevision') continue
        break
      }
    }
  }
  return acknowledged
}

describe.each(['single', 'batch'] as const)('Four writers on two streams (appends: %s)', (appends) => {
  it('write each event once, whatever the network does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 25 }), async (faults) => {
        const double = await doubleFor()
        const stores = [
          await storeOn(double.connectionString, { appends, patience: hasty }),
          await storeOn(double.connectionString, { patience: hasty }),
        ]
        for (const one of faults) double.faults.next(appends === 'batch' ? 'batch' : 'append', one)
        const acknowledged = await Promise.all(range(0, 4).map((nth) => writer(stores[nth % 2]!, nth)))
        double.faults.clear()
        const events = await log(stores[0]!)
        const ids = events.map(({ id }) => id)
        expect([...ids].sort()).toEqual(range(0, 4 * EACH).map(idOf))
        expect(acknowledged.flat().sort()).toEqual([...ids].sort())
        for (const stream of [streamOf(0), streamOf(1)])
          expect(events.filter((one) => one.stream === stream).map(({ revision }) => revision)).toEqual(
            range(0, 2 * EACH),
          )
        for (const store of stores) await store.close()
      }),
      { numRuns: 6 },
    )
  }, 120_000)
})
