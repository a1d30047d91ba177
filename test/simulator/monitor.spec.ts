/** The watcher of simulated logs: what it cannot judge it says, and goes on looking. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { StoredEvent } from '../../src/ports/event-store.js'
import { simulatedBenefits } from '../../src/testing/simulated-benefits.js'
import { simulatedPayments } from '../../src/testing/simulated-payments.js'
import { monitor } from '../../src/testing/simulator/monitor.js'

const file = join('test', 'fixtures', 'logs', '2026-11.jsonl.gz')
const log = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n')
const WINDOW_DAYS = 30

it('A log that lacks what a law takes for granted is a finding, and does not end the run', () => {
  const watch = monitor(simulatedPayments(), simulatedBenefits(), WINDOW_DAYS)
  const requests = log
    .map((line) => JSON.parse(line) as StoredEvent & { readonly run: number })
    .filter(({ run, stream }, _, [first]) => run === first!.run && stream.startsWith('aftersales_request-'))
  for (const event of requests) watch.saw(event)
  expect(watch.events()).toBe(requests.length)
  expect(watch.violation()).toMatchObject({
    promise: 'every law can be checked',
    detail: expect.stringContaining('aftersales_request-main.request-1') as unknown,
  })
})
