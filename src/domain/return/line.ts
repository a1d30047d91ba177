/**
 * One line of a return in figures. What was accepted belongs to the shop and goes where the shop likes; what was rejected
 * belongs to the customer. `held` is what the shop still has of the customer's.
 */
import type { DispositionCode, Verdict } from './goods.js'

export type Places = Readonly<Partial<Record<DispositionCode, number>>>

export interface ReturnLine {
  readonly lineId: string
  readonly authorized: number
  readonly received: number
  /** Shipped, and never arrived. */
  readonly lost: number
  /** Need not come back. */
  readonly waived: number
  /** Came although lost or waived: on record as late, and not part of `received`. */
  readonly late: number
  readonly accepted: number
  readonly rejected: number
  /** The sum of all places. */
  readonly disposed: number
  readonly places: Readonly<Record<Verdict, Places>>
  /** Of RETURN_TO_CUSTOMER: on their way, or with the customer again. */
  readonly sentBack: number
  /** Of RETURN_TO_CUSTOMER: nobody took them. */
  readonly abandoned: number
}

export const newLine = (lineId: string, authorized: number): ReturnLine => ({
  lineId,
  authorized,
  ...{ received: 0, lost: 0, waived: 0, late: 0, accepted: 0, rejected: 0, disposed: 0, sentBack: 0, abandoned: 0 },
  places: { accepted: {}, rejected: {} },
})

/** Once there, goods are gone. */
const GONE = ['RETURN_TO_VENDOR', 'DONATE', 'RECYCLE', 'SCRAP'] as const
/** Put aside or back on a shelf: they may go on from there. In the order in which a revision takes them. */
const STAYING = ['QUARANTINE', 'EVIDENCE_HOLD', 'REFURBISH', 'REPAIR', 'RESTOCK', 'RESTOCK_DISCOUNTED'] as const
/** Where the customer's goods may go without anybody's consent. */
const FOR_REJECTED = new Set<DispositionCode>(['RETURN_TO_CUSTOMER', 'QUARANTINE', 'EVIDENCE_HOLD'])
/** And with it, or when nobody takes them. */
const DESTROYED = new Set<DispositionCode>(['SCRAP', 'DONATE', 'RECYCLE'])

export const isGone = (code: DispositionCode): boolean => GONE.some((gone) => gone === code)
export const mayTakeRejected = (code: DispositionCode, isFree: boolean): boolean =>
  FOR_REJECTED.has(code) || (isFree && DESTROYED.has(code))

const at = (places: Places, code: DispositionCode): number => places[code] ?? 0
const sumOf = (places: Places, codes: ReadonlyArray<DispositionCode>): number =>
  codes.reduce((sum, code) => sum + at(places, code), 0)
const totalOf = (places: Places): number => Object.values(places).reduce((sum, units) => sum + units, 0)

export const inspectedUnits = (l: ReturnLine): number => l.accepted + l.rejected
export const undisposed = (l: ReturnLine, of: Verdict): number => l[of] - totalOf(l.places[of])
/** What may still come; what is lost or waived does not. */
export const expectedUnits = (l: ReturnLine): number => l.authorized - l.lost - l.waived
export const missingUnits = (l: ReturnLine): number => Math.max(0, expectedUnits(l) - l.received)

/** The customer's, with the shop, and nobody has said that they do not want them. */
export const heldUnits = (l: ReturnLine): number =>
  Math.max(0, l.rejected - l.sentBack - l.abandoned - sumOf(l.places.rejected, GONE))
/** May be put on their way back. */
export const readyToSend = (l: ReturnLine): number => at(l.places.rejected, 'RETURN_TO_CUSTOMER') - l.sentBack

/** How many may go on from there. What accepted goods were sent is gone; rejected ones wait until they are sent. */
export const movable = (l: ReturnLine, of: Verdict, from: DispositionCode): number => {
  if (from === 'RETURN_TO_CUSTOMER') return of === 'accepted' ? 0 : readyToSend(l)
  return at(l.places[of], from)
}
/** Can no longer be judged otherwise. */
export const settledUnits = (l: ReturnLine, of: Verdict): number =>
  sumOf(l.places[of], GONE) + at(l.places[of], 'RETURN_TO_CUSTOMER') - movable(l, of, 'RETURN_TO_CUSTOMER')

const withPlace = (l: ReturnLine, of: Verdict, code: DispositionCode, units: number): ReturnLine => ({
  ...l,
  disposed: l.disposed + units,
  places: { ...l.places, [of]: { ...l.places[of], [code]: at(l.places[of], code) + units } },
})

/** As much of one kind as there is, the rest of the other. */
const split = (there: number, units: number, first: Verdict): ReadonlyArray<readonly [Verdict, number]> => {
  const other = first === 'accepted' ? 'rejected' : 'accepted'
  const parts = [[first, Math.min(Math.max(0, there), units)] as const]
  const rest = units - parts[0]![1]
  return [...parts, [other, rest] as const].filter(([, n]) => n > 0)
}

/** Whose goods are meant where nobody says: the shop's first, but what goes back to the customer was rejected. */
export const ownersOf = (l: ReturnLine, code: DispositionCode, units: number) => {
  const first = code === 'RETURN_TO_CUSTOMER' ? 'rejected' : 'accepted'
  return split(undisposed(l, first), units, first)
}
export const ownersAt = (l: ReturnLine, from: DispositionCode, units: number) => {
  const first = from === 'RETURN_TO_CUSTOMER' ? 'rejected' : 'accepted'
  return split(movable(l, first, from), units, first)
}

export const dispose = (l: ReturnLine, of: Verdict, code: DispositionCode, units: number): ReturnLine =>
  split(undisposed(l, of), units, of).reduce((line, [whose, n]) => withPlace(line, whose, code, n), l)

/** Of what waits to go back, that which nobody took goes on first. */
const lessAbandoned = (l: ReturnLine, from: DispositionCode, units: number): ReturnLine =>
  from === 'RETURN_TO_CUSTOMER' ? { ...l, abandoned: l.abandoned - Math.min(units, l.abandoned) } : l

const takeFrom = (l: ReturnLine, of: Verdict, from: DispositionCode, units: number): ReturnLine =>
  lessAbandoned(withPlace(l, of, from, -units), from, units)

export const move = (
  l: ReturnLine,
  of: Verdict,
  from: DispositionCode,
  to: DispositionCode,
  units: number,
): ReturnLine => withPlace(takeFrom(l, of, from, units), of, to, units)

/** What was never offered goes first; what nobody took is offered again after that. */
export const sendBack = (l: ReturnLine, units: number): ReturnLine => {
  const sentBack = l.sentBack + units
  const waiting = Math.max(0, at(l.places.rejected, 'RETURN_TO_CUSTOMER') - sentBack)
  return { ...l, sentBack, abandoned: Math.min(l.abandoned, waiting) }
}
export const abandon = (l: ReturnLine, units: number): ReturnLine => ({
  ...l,
  sentBack: l.sentBack - units,
  abandoned: l.abandoned + units,
})

const TAKEN = [...STAYING, 'RETURN_TO_CUSTOMER'] as const

/** Judged otherwise, so that somebody says anew where they go; what nobody has put anywhere yet goes first. */
const overturn = (l: ReturnLine, of: Verdict, units: number): ReturnLine => {
  let rest = units - Math.max(0, undisposed(l, of))
  let line = l
  for (const code of TAKEN) {
    const taken = Math.min(rest, movable(line, of, code))
    if (taken <= 0) continue
    line = takeFrom(line, of, code, taken)
    rest -= taken
  }
  return line
}

/** `units` more accepted than before; fewer where negative. */
export const rejudge = (l: ReturnLine, units: number): ReturnLine => {
  const line = units < 0 ? overturn(l, 'accepted', -units) : overturn(l, 'rejected', units)
  return { ...line, accepted: line.accepted + units, rejected: line.rejected - units }
}
