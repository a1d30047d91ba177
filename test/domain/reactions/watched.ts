/**
 * What the simulator watches of the record itself holds for random cases, too: refunds live on a basis (5), receipts only
 * add up and everything follows its life (10), decisions name the policy of their order (11), what is closed has nothing
 * open (15).
 */
import assert from 'node:assert/strict'
import { deciders } from '../../../src/domain/deciders.js'
import type { Event } from '../../../src/domain/kernel/decider.js'
import { escapeId, STREAM_PREFIX } from '../../../src/domain/values/ids.js'
import { closedHasNothingOpen, refundHasABasis } from '../../../src/testing/simulator/invariants/cases.js'
import {
  decisionsNamePolicy,
  followsItsLife,
  receiptsOnlyAdd,
} from '../../../src/testing/simulator/invariants/record.js'
import type { Seen, Watching } from '../../../src/testing/simulator/invariants/seen.js'
import type { Shop } from './shop.js'

interface Folded {
  readonly initial: unknown
  readonly evolve: (state: unknown, event: Event) => unknown
}

export const theRecordHolds = (shop: Shop): void => {
  const states = new Map<string, unknown>()
  const watching = {
    broken: (promise: string, detail: string) => assert.fail(`${promise}: ${detail}`),
    state: (kind: string, id: string) => states.get(`${kind} ${id}`),
  } as unknown as Watching
  const watch = [refundHasABasis, receiptsOnlyAdd, followsItsLife, decisionsNamePolicy, closedHasNothingOpen]
  const checks = watch.map((invariant) => invariant(watching))
  for (const { kind, id, event } of shop.harness.log) {
    const { initial, evolve } = deciders[kind] as Folded
    const name = `${kind} ${escapeId(id)}`
    const old = states.get(name) ?? initial
    const state = evolve(old, event)
    states.set(name, state)
    const stored = { stream: `${STREAM_PREFIX}${kind}-main.${escapeId(id)}` }
    for (const check of checks) check({ kind, event, old, state, stored } as unknown as Seen)
  }
}
