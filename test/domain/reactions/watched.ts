/**
 * What the simulator watches of the record itself holds for random cases, too: refunds live on a basis (5), receipts only
 * add up and everything follows its life (10), decisions name the policy of their order (11), no rule of the
 * shop takes what the law leaves the customer (13), instants follow the terms and are never computed again (14), what is
 * closed has nothing open (15); budgets, caps and authority of compensations hold, and the law is given whole (4, 6 to 8, 13).
 */
import assert from 'node:assert/strict'
import { deciders } from '../../../src/domain/deciders.js'
import type { Event } from '../../../src/domain/kernel/decider.js'
import { escapeId, STREAM_PREFIX } from '../../../src/domain/values/ids.js'
import { budgetsHold, closedHasNothingOpen, refundHasABasis } from '../../../src/testing/simulator/invariants/cases.js'
import {
  nobodyGivesAboveTheirLimit,
  twoGiveUp,
  withinTheCap,
} from '../../../src/testing/simulator/invariants/compensations.js'
import { benefitKeepsItsKey } from '../../../src/testing/simulator/invariants/keys.js'
import {
  keepsBackByRule,
  lawIsGivenWhole,
  termsAreFrozen,
  unitsAreWorthTheirPart,
} from '../../../src/testing/simulator/invariants/law.js'
import { nobodyGivesToThemselves } from '../../../src/testing/simulator/invariants/persons.js'
import { instantsIn } from '../../../src/testing/simulator/final/instants.js'
import {
  decisionsNamePolicy,
  followsItsLife,
  receiptsOnlyAdd,
} from '../../../src/testing/simulator/invariants/record.js'
import type { Seen, Watching } from '../../../src/testing/simulator/invariants/seen.js'
import { instantsFollowTheTerms } from '../../../src/testing/simulator/invariants/time.js'
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
  const watch = [
    ...[refundHasABasis, receiptsOnlyAdd, followsItsLife, decisionsNamePolicy, closedHasNothingOpen],
    ...[termsAreFrozen, keepsBackByRule, unitsAreWorthTheirPart, instantsFollowTheTerms],
    ...[budgetsHold, withinTheCap, nobodyGivesAboveTheirLimit, nobodyGivesToThemselves, twoGiveUp],
    ...[lawIsGivenWhole, benefitKeepsItsKey],
  ]
  const checks = watch.map((invariant) => invariant(watching))
  for (const { kind, id, event, actor, at } of shop.harness.log) {
    const { initial, evolve } = deciders[kind] as Folded
    const name = `${kind} ${escapeId(id)}`
    const old = states.get(name) ?? initial
    const state = evolve(old, event)
    states.set(name, state)
    const stored = {
      stream: `${STREAM_PREFIX}${kind}-main.${escapeId(id)}`,
      metadata: { occurredAt: at, actorId: actor.id },
    }
    for (const check of checks) check({ kind, event, old, state, stored } as unknown as Seen)
  }
  const known = new Set(shop.harness.log.flatMap(({ event }) => instantsIn(event.data)))
  for (const [name, state] of states)
    for (const instant of instantsIn(state)) assert.ok(known.has(instant), `${name} computed ${instant} by itself`)
}
