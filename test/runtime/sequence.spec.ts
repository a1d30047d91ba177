/** Calls on one stream wait for each other, calls on different streams do not. */
import { describe, expect, it } from 'vitest'
import { sequence } from '../../src/runtime/sequence.js'

const gate = () => {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

describe('Tasks on one stream', () => {
  it('run one after another, in the order in which they came', async () => {
    const inTurn = sequence()
    const log: Array<string> = []
    const task = (name: string) => async () => {
      log.push(`${name} starts`)
      await Promise.resolve()
      log.push(`${name} ends`)
    }
    await Promise.all(['a', 'b', 'c'].map((name) => inTurn('s', task(name))))
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends'])
  })

  it('go on after one that failed, and each hears of its own failure only', async () => {
    const inTurn = sequence()
    const failing = inTurn('s', () => Promise.reject(new Error('mine')))
    const next = inTurn('s', () => Promise.resolve('done'))
    await expect(failing).rejects.toThrow('mine')
    await expect(next).resolves.toBe('done')
  })

  it('do not hold up those on another stream', async () => {
    const inTurn = sequence()
    const slow = gate()
    const held = inTurn('s', () => slow.opened)
    await expect(inTurn('t', () => Promise.resolve('other'))).resolves.toBe('other')
    slow.open()
    await held
  })
})
