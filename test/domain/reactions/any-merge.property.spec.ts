/**
 * Requests that are merged, in whatever directions and at the same moment: what somebody saw of the other one may be long
 * out of date. In the end somebody goes on with every case, and has the evidence of all of them.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { agent } from '../../../src/testing/builders/build.js'
import * as evidence from '../../../src/testing/builders/evidence.js'
import * as request from '../../../src/testing/builders/request.js'
import * as looks from '../../../src/testing/builders/second-look.js'
import { openCounter } from './counter.js'
import { mergedGoOn } from './invariants.js'
import { pick } from './setting.js'

const IDS = ['r-1', 'r-2', 'r-3', 'r-4']
const lines = [{ lineId: 'sticker', quantity: 1, reason: 'CM_CHANGED_MIND' }]

type Act = readonly ['merge' | 'cancel' | 'submit' | 'supply' | 'deliver' | 'again', n: number, m: number]
const act = fc.constantFrom<Act[0]>(
  ...(['merge', 'merge', 'merge', 'cancel', 'submit', 'supply', 'deliver', 'deliver', 'deliver', 'again'] as const),
)
const acts = fc.array(fc.tuple(act, fc.nat(999), fc.nat(999)), { minLength: 5, maxLength: 60, size: 'max' })

const openShop = () => {
  const counter = openCounter()
  const { harness, tell, newId, deliver, deliverAll } = counter
  const submit = (requestId: string): void =>
    tell('request', requestId, (by) => request.submitRequest({ requestId, evenIfAlike: true }, { ...by, actor: agent }))
  for (const requestId of IDS) {
    tell('request', requestId, (by) => request.openRequest({ requestId, lines }, by))
    submit(requestId)
    deliverAll(0)
  }
  const take = ([what, n, m]: Act): void => {
    const requestId = pick(IDS, n)
    switch (what) {
      case 'merge': {
        const other = { status: pick(['under_review', 'submitted'] as const, m) }
        return tell('request', requestId, (by) =>
          looks.mergeRequest({ requestId, into: pick(IDS, m) }, { ...by, actor: agent, other }),
        )
      }
      case 'cancel':
        return n % 3 === 0 ? tell('request', requestId, (by) => request.cancelRequest({ requestId }, by)) : undefined
      case 'submit':
        return submit(requestId)
      case 'supply': {
        const items = [{ ...evidence.photo, evidenceId: newId() }]
        return tell('request', requestId, (by) => evidence.supplyEvidence({ requestId, items }, by))
      }
      case 'deliver':
        return deliver(m)
      case 'again':
        return harness.repeat(m)
    }
  }
  return { ...counter, take }
}

it('Whoever merges what into what, somebody goes on with every case', () => {
  const met = new Set<string>()
  fc.assert(
    fc.property(acts, fc.nat(999), (run, how) => {
      const shop = openShop()
      for (const one of run) shop.take(one)
      shop.deliverAll(how)
      mergedGoOn(shop)
      assert.deepEqual(shop.stuck, [])
      for (const { event } of shop.harness.log) met.add(event.type)
    }),
    { numRuns: 1_500, seed: 20_261_126 },
  )
  expect(met).toContain('RequestReopened')
})
