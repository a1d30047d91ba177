/**
 * What a customer lost, and what is given for it: under which head, on which ground. Compensations and the running total
 * of an order speak of it alike. Next: `compensation/losses.ts`, `allowance/losses.ts`.
 */
import type * as t from 'io-ts'
import { listOf, oneOf, record } from '../kernel/codec.js'
import { Code } from './codes.js'
import { HostId } from './ids.js'
import { Minor, PositiveMinor } from './money.js'

/** What the loss consists of. The same loss is made good once; `punitive` is no loss and comes on top. */
export const LossHead = oneOf('LossHead', [
  'delay',
  'defect',
  'non_delivery',
  'freight',
  'time',
  'consequential',
  'punitive',
])
export type LossHead = t.TypeOf<typeof LossHead>

/** On which ground it is given, the strongest first: the law, a promise of shop or platform, goodwill, one's own judgment. */
export const LOSS_LAYERS = ['statutory', 'promise', 'goodwill', 'discretionary'] as const
export const LossLayer = oneOf('LossLayer', LOSS_LAYERS)
export type LossLayer = t.TypeOf<typeof LossLayer>

/** What the law demands is never held back by a cap or a budget of ours; who gives it needs the authority all the same. */
export const isCapped = (layer: LossLayer): boolean => layer !== 'statutory'

/** Given for one order line under one head. */
export const LossShare = record(
  'LossShare',
  { lineId: HostId, head: LossHead, layer: LossLayer, minor: PositiveMinor },
  { basis: Code },
)
export type LossShare = t.TypeOf<typeof LossShare>

/** As many as one compensation may have: its events stay small. */
export const MAX_SHARES = 500
export const LossShares = listOf(LossShare, 0, MAX_SHARES)

/** What the customer paid for an order line, whatever was refunded since. */
export const PaidLine = record('PaidLine', { lineId: HostId, paid: Minor })
export type PaidLine = t.TypeOf<typeof PaidLine>

/** Two shares with the same slot are for the same loss. Punitive damages are told apart by what they rest on. */
export const slotOf = ({ lineId, head, basis }: Pick<LossShare, 'lineId' | 'head' | 'basis'>): string =>
  head === 'punitive' ? `${head} ${basis ?? ''}\n${lineId}` : `${head}\n${lineId}`

export const totalOf = (shares: ReadonlyArray<LossShare>): number => shares.reduce((sum, { minor }) => sum + minor, 0)

/** Paid because the law punishes: decided by whoever answers for the law, not by amount. */
export const isPunitiveByLaw = ({ head, layer }: Pick<LossShare, 'head' | 'layer'>): boolean =>
  head === 'punitive' && layer === 'statutory'

/** What of it somebody must have the authority to give, whatever it is called. */
export const grantedOf = (shares: ReadonlyArray<LossShare>): number =>
  totalOf(shares.filter((share) => !isPunitiveByLaw(share)))

/** What of it counts against the cap and against budgets of goodwill. */
export const countedOf = (shares: ReadonlyArray<LossShare>): number =>
  totalOf(shares.filter(({ layer }) => isCapped(layer)))
