/**
 * Whatever happens to a case, its books close: the account of a refund that has ended is at zero, that of any other says
 * what the refund itself says, and all accounts together are the ledger, to the penny.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fundedBetween } from '../../src/domain/entitlement/funding.js'
import { openOf } from '../../src/domain/refund/owed.js'
import { isLive } from '../../src/domain/refund/leg-state.js'
import { escapeId, STREAM_PREFIX } from '../../src/domain/values/ids.js'
import { sum } from '../../src/domain/values/sum.js'
import { clearing, toCollect, toPay } from '../../src/projections/clearing/clearing.js'
import { inOrder } from '../../src/projections/in-order.js'
import type { LedgerKind } from '../../src/projections/ledger/account.js'
import { ledger } from '../../src/projections/ledger/ledger.js'
import type { ProjectedEvent } from '../../src/projections/projection.js'
import { openShop, type Action, type Shop } from '../domain/reactions/shop.js'
import { seen } from './every-event.js'
import { folded } from './folded.js'

const ACTS: ReadonlyArray<Action[0]> = [
  ...(['ask', 'ask', 'rush', 'rush', 'handleGoods', 'handleGoods', 'decideMoney', 'decideMoney'] as const),
  ...(['provider', 'provider', 'steerLeg', 'steerLeg', 'outside', 'outside', 'owed', 'owed', 'deliver'] as const),
  ...(['deliverAFew', 'again', 'settle', 'cancel', 'lookAgain', 'replacement', 'duty'] as const),
]
const actions = fc.array(fc.tuple(fc.constantFrom(...ACTS), fc.nat(999), fc.nat(999)), {
  ...{ minLength: 40, maxLength: 200, size: 'max' },
})

const projected = (shop: Shop): ReadonlyArray<ProjectedEvent> =>
  shop.harness.log.map(({ kind, id, event, at }) =>
    seen(event.type, event.data as unknown as Readonly<Record<string, unknown>>, {
      ...{ stream: `${STREAM_PREFIX}${kind}-main.${escapeId(id)}`, occurredAt: at },
      ...{ kind, event },
    }),
  )

const ENDED = new Set(['succeeded', 'not_due', 'refused', 'declined', 'canceled', 'abandoned'])
const met = new Set<string>()

const booksClose = (shop: Shop): void => {
  const events = projected(shop)
  const accounts = folded(clearing, events)
  for (const refundId of shop.harness.idsOf('refund')) {
    const s = shop.harness.state('refund', refundId)
    if (s.status === 'none') continue
    const account = accounts.get(inOrder(refundId))
    const isApproved = !['proposed', 'reserved', 'pending_approval'].includes(s.status) && !ENDED.has(s.status)
    const open = sum(s.legs, (leg) => (isApproved && isLive(leg) && leg.status !== 'succeeded' ? leg.minor : 0))
    const owed = sum(s.receivables.values(), openOf)
    expect([refundId, s.status, account === undefined ? 0 : toPay(account)]).toEqual([refundId, s.status, open])
    expect([refundId, account === undefined ? 0 : toCollect(account)]).toEqual([refundId, owed])
    expect(account?.since !== undefined).toBe(open + owed > 0)
    for (const { due, paid, givenUp } of account?.tenders ?? []) {
      // Of no means of payment more is paid or given up than became due.
      expect(Math.min(paid, givenUp, due - paid - givenUp)).toBeGreaterThanOrEqual(0)
      if (ENDED.has(s.status)) expect(due).toBe(paid + givenUp)
    }
    met.add(`${s.status}${owed > 0 ? ' owed' : ''}`)
  }
  const entries = [...folded(ledger, events).values()].flatMap((row) => row.entries)
  const entered = (...kinds: ReadonlyArray<LedgerKind>) => sum(entries, (e) => (kinds.includes(e.kind) ? e.minor : 0))
  for (const { kind } of entries) met.add(kind)
  const all = [...accounts.values()]
  const paid = sum(all, ({ tenders }) => sum(tenders, (t) => t.paid))
  expect(paid).toBe(entered('paid', 'paid_by_hand') - entered('reversed'))
  expect(sum(all, ({ owed }) => owed.paid)).toBe(entered('collected'))
}

/** Whoever pays for a discount is owed their share of what was refunded, as far as anything of it was paid. */
const fundersAreOwed = (shop: Shop): void => {
  const s = shop.harness.state('entitlement', 'o-1')
  if (s.status === 'unknown') return
  const entries = [...folded(ledger, projected(shop)).values()].flatMap((row) => row.entries)
  const booked = sum(entries, (e) => (e.kind === 'to_funder' ? e.minor : e.kind === 'from_funder' ? -e.minor : 0))
  const taken = sum(s.lines, (b) => sum(b.fundedTaken, (share) => share.minor))
  const promised = sum(s.holds.values(), ({ breakdown, open, unitsBack, payments }) => {
    const isPaid = [...payments.values()].some(({ end }) => end === 'settled')
    // Given up, it promises nothing any more.
    const waiting = isPaid || open.size === 0 ? [] : breakdown.lines
    return sum(waiting, (line) =>
      sum(fundedBetween(line, unitsBack.get(line.lineId) ?? 0, line.quantity).funded ?? [], (share) => share.minor),
    )
  })
  expect(booked).toBe(taken - promised)
}

it('The books of any case close', () => {
  fc.assert(
    fc.property(actions, fc.nat(999), (run, how) => {
      const shop = openShop()
      for (const [name, n, m] of run) shop.acts[name](n, m)
      booksClose(shop)
      shop.settle(how)
      for (const [i, [, n, m]] of run.slice(0, 12).entries())
        shop.acts[(['outside', 'owed', 'owed', 'provider'] as const)[i % 4]!](3 * n, m)
      shop.settle(how)
      booksClose(shop)
      fundersAreOwed(shop)
    }),
    { numRuns: 250, seed: 20_261_126 },
  )
  // A law over half of the histories would be half a law.
  expect([...met]).toEqual(
    expect.arrayContaining([
      ...['succeeded', 'succeeded owed', 'abandoned', 'declined', 'canceled', 'partially_succeeded', 'failed'],
      ...[
        'paid',
        'paid_by_hand',
        'reversed',
        'outside',
        'chargeback',
        'chargeback_won',
        'collected',
        'to_funder',
        'from_funder',
      ],
    ]),
  )
}, 60_000)
