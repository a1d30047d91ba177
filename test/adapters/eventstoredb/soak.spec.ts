/** The soak of `npm run soak`, eight seconds of it: the same work, the same cuts and the same limits. */
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const soak = (...options: ReadonlyArray<string>) =>
  spawnSync(process.execPath, ['--expose-gc', 'scripts/soak.mjs', '--per-second', '2000', ...options], {
    encoding: 'utf8',
    timeout: 50_000,
  })

describe('A store that works for a while', () => {
  it('holds on to no memory, no call and no handle, and loses and repeats no event', () => {
    const { status, stdout, stderr } = soak('--seconds', '8')
    expect({ status, stderr, failed: /^FAILED.*/m.exec(stdout)?.[0] }).toEqual({
      status: 0,
      stderr: '',
      failed: undefined,
    })
  }, 60_000)

  it('would be found out, if each call left something behind', () => {
    const { status, stdout } = soak('--seconds', '8', '--leak', '100000')
    expect({ status, failed: /^FAILED {2}memory grown/m.test(stdout) }).toEqual({ status: 1, failed: true })
  }, 60_000)
})
