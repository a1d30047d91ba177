/**
 * Money of refunded units that was not paid with them and is due after all: a deduction that did not hold, duty that the
 * authority gave back. It was taken from the lines with the first refund (or when the duty came), so no units move and
 * nothing is taken again; of each, no more is ever given than was withheld.
 */
import type { Refusal } from '../values/refusal.js'
import type { LineUnits } from '../values/units.js'
import { allocateWithin } from '../values/allocation.js'
import { sumOf } from '../values/breakdown.js'
import { cellsOf, cellsPaidBy, keptBack, lineOfCells, sumByCell } from './cells.js'
import type { ReserveMoney, WithheldAsk } from './commands.js'
import { accept, type Decision } from './decision.js'
import type { EntitlementEvent, WithheldMoney } from './events.js'
import { paidOut } from './payout.js'
import { keepsBack, openChargeback, type MoneyHold, type RegisteredEntitlement } from './state.js'

type Kept<Tag extends WithheldMoney['_tag']> = Extract<WithheldMoney, { readonly _tag: Tag }>

/** What a hold has promised or paid on a tender and not got back. */
const keptOn = (hold: MoneyHold, tenderId: string): number =>
  [...hold.payments.values()].reduce(
    (sum, p) => (p.tenderId === tenderId && p.end === 'settled' ? sum + p.minor : sum),
    hold.open.get(tenderId) ?? 0,
  )
const keptOf = (hold: MoneyHold): number =>
  hold.breakdown.tenders.reduce((sum, { tenderId }) => sum + keptOn(hold, tenderId), 0)

/** The same by line. */
const keptByLine = (hold: MoneyHold): ReadonlyMap<string, number> => {
  const { breakdown } = hold
  const cells = breakdown.tenders
    .map(({ tenderId }) => {
      const ofTender = cellsPaidBy(breakdown, tenderId)
      return allocateWithin(keptOn(hold, tenderId), ofTender, ofTender)
    })
    .reduce<ReadonlyArray<number> | undefined>((sum, one) => (sum === undefined ? one : sumByCell(sum, one)), undefined)
  return new Map(
    cells === undefined ? [] : breakdown.lines.map(({ lineId }, i) => [lineId, sumOf(lineOfCells(cells, i))] as const),
  )
}

const holdsFrom = <Tag extends WithheldMoney['_tag']>(
  s: RegisteredEntitlement,
  tag: Tag,
  which: (from: Kept<Tag>, hold: MoneyHold) => boolean,
): ReadonlyArray<MoneyHold> =>
  [...s.holds.values()].filter((hold) => hold.from?._tag === tag && which(hold.from as Kept<Tag>, hold))

const without = (all: ReadonlyMap<string, number>, holds: ReadonlyArray<MoneyHold>): ReadonlyMap<string, number> => {
  const left = new Map(all)
  for (const hold of holds)
    for (const [lineId, minor] of keptByLine(hold)) left.set(lineId, Math.max(0, (left.get(lineId) ?? 0) - minor))
  return left
}

/** Whether everything of a refund is here again, so that its units are refunded anew or not at all. */
const isUndone = ({ breakdown, unitsBack }: MoneyHold): boolean =>
  breakdown.lines.every((l) => (unitsBack.get(l.lineId) ?? 0) >= l.quantity)

/** By line, what the refund kept back of the goods and nobody got since; all in all no more than did not hold. */
const keptBackLeft = (
  s: RegisteredEntitlement,
  { refundId, contestId, minor }: Extract<WithheldAsk, { readonly _tag: 'KeptBack' }>,
  claimId: string,
): readonly [byLine: ReadonlyMap<string, number>, atMost: number] => {
  const source = s.holds.get(refundId)
  const isThere = source !== undefined && source.claimId === claimId && !isUndone(source)
  if (!isThere || !(keepsBack(source) || source.breakdown.total === 0)) return [new Map(), 0]
  const given = holdsFrom(s, 'KeptBack', (from) => from.refundId === refundId)
  const givenFor = given.filter(({ from }) => (from as Kept<'KeptBack'>).contestId === contestId)
  const sum = (holds: ReadonlyArray<MoneyHold>): number => holds.reduce((all, hold) => all + keptOf(hold), 0)
  const { lines, deductions } = source.breakdown
  // The goods that went out instead are paid for: nobody contests that.
  const kept = deductions.reduce((all, d) => (d.kind === 'replacement' ? all : all + d.minor), 0)
  const cells = keptBack(source.breakdown)
  const goods = new Map(lines.map(({ lineId }, i) => [lineId, lineOfCells(cells, i).goods]))
  return [without(goods, given), Math.max(0, Math.min(minor - sum(givenFor), kept - sum(given)))]
}

/** By line, the recovered duty of the claim's units that nobody got yet. */
const dutyLeft = (s: RegisteredEntitlement, reclaimId: string, claimId: string): ReadonlyMap<string, number> => {
  const shares = (s.reclaims.get(reclaimId) ?? []).filter((one) => one.claimId === claimId)
  const due = new Map(shares.flatMap(({ lines }) => lines.map(({ lineId, minor }) => [lineId, minor] as const)))
  const given = holdsFrom(s, 'Duty', (from, hold) => from.reclaimId === reclaimId && hold.claimId === claimId)
  return without(due, given)
}

export const reserveWithheld = (
  s: RegisteredEntitlement,
  { refundId, claimId, lines, tenders }: ReserveMoney,
  ask: WithheldAsk,
  refuse: (refusal: Refusal) => EntitlementEvent,
): Decision => {
  const chargebackId = openChargeback(s)
  if (chargebackId !== undefined) return accept(refuse({ _tag: 'ChargebackOpen', chargebackId }))
  const units: ReadonlyArray<LineUnits> = lines.map(({ lineId, quantity }) => ({ lineId, quantity }))
  const left = (byLine: ReadonlyMap<string, number>) => units.map(({ lineId }) => byLine.get(lineId) ?? 0)
  const [from, worth] = ((): readonly [WithheldMoney, ReadonlyArray<{ goods: number; duty?: number }>] => {
    if (ask._tag === 'Duty') {
      const duties = left(dutyLeft(s, ask.reclaimId, claimId))
      return [{ _tag: 'Duty', reclaimId: ask.reclaimId }, duties.map((duty) => ({ goods: 0, duty }))]
    }
    const [byLine, atMost] = keptBackLeft(s, ask, claimId)
    const { contestId } = ask
    return [
      { _tag: 'KeptBack', refundId: ask.refundId, contestId },
      allocateWithin(atMost, left(byLine), left(byLine)).map((goods) => ({ goods })),
    ]
  })()
  const cells = cellsOf(worth, 0, 0)
  const breakdown = paidOut(s, units, cells, cells, [], tenders)
  return accept({ type: 'WithheldMoneyReserved', data: { refundId, claimId, from, breakdown } })
}
