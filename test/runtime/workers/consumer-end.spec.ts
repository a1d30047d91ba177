/** How a runner ends: with the signal, with what cannot pass, with a function that throws; never silently. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { stopAtFirst, type AfterSalesError, type EventStore } from 'after-sales'
import { consumerWorld, gate, NAME } from './consumer-world.js'
import { settled } from './held-clock.js'

describe('The end', () => {
  it('comes with the signal: what was begun is finished and committed, what was not is left', async () => {
    const world = consumerWorld()
    for (const id of ['a', 'a', 'b']) await world.note(id)
    const slow = gate()
    const run = world.run(async () => {
      await slow.opened
      return undefined
    })
    await settled()
    run.abort.abort()
    slow.open()
    expect(await run.running).toEqual(E.right(undefined))
    expect(run.handled).toEqual(['a@0', 'b@0'])
    // Not past a@1, which nobody has handled.
    expect(world.rowsWritten()).toEqual(['a@0'])
  })

  it('comes with an error that the policy does not let pass', async () => {
    const world = consumerWorld()
    await world.note('a')
    const no: AfterSalesError = { _tag: 'OrderUnknown', orderId: '1' }
    const run = world.run(() => Promise.resolve(E.left(no)), { onFailure: stopAtFirst })
    expect(await run.running).toEqual(E.left(no))
    expect(world.rowsWritten()).toEqual([])
  })

  it.each(['handle', 'onFailure', 'onCaughtUp'])('comes with a function of the host that throws: %s', async (which) => {
    const world = consumerWorld()
    await world.note('a')
    const boom = (): never => {
      throw new Error(which)
    }
    const no: E.Either<AfterSalesError, never> = E.left({ _tag: 'OrderUnknown', orderId: '1' })
    const run = world.run(which === 'handle' ? boom : () => Promise.resolve(which === 'onFailure' ? no : undefined), {
      ...(which === 'onFailure' ? { onFailure: boom } : {}),
      ...(which === 'onCaughtUp' ? { onCaughtUp: boom } : {}),
    })
    await expect(run.running).rejects.toThrow(which)
    const before = run.handled.length
    await world.note('b')
    await world.clock.pass(60_000)
    expect(run.handled).toHaveLength(before)
  })

  it('comes with a read-model store that throws, and is no hang', async () => {
    const world = consumerWorld()
    await world.note('a')
    world.readModels.onCommit(() => {
      throw new Error('driver')
    })
    await expect(world.run().running).rejects.toThrow('driver')
  })

  it('comes with a log that does not know the position any more', async () => {
    const world = consumerWorld((inner): EventStore => ({
      ...inner,
      all: async function* (options) {
        if (options?.after === undefined) yield* inner.all(options)
        else yield { _tag: 'Failed', error: { _tag: 'UnknownPosition', position: options.after } }
      },
    }))
    await world.note('a')
    const first = world.run()
    await settled()
    await first.stop()
    expect(await world.run().running).toMatchObject(E.left({ _tag: 'LogRegressed', name: NAME, revision: 0 }))
  })
})
