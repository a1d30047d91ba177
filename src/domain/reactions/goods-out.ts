/** What is asked of goods that go out or are repaired: to be planned, to stop, or to expect nothing back. */
import type { GoodsOut, Workshop } from '../request/index.js'
import type { LineUnits } from '../values/units.js'
import type { AnyReply } from './on.js'

interface Planned {
  readonly requestId: string
  readonly orderId: string
  readonly lines: ReadonlyArray<LineUnits>
  readonly replacement?: GoodsOut
}
/** New goods for old ones, or the same once more. */
export const plan = (kind: 'exchange' | 'reship', { requestId, orderId, lines, replacement }: Planned) =>
  replacement === undefined
    ? []
    : [
        {
          to: 'replacement',
          id: replacement.replacementId,
          command: { type: 'PlanReplacement', data: { requestId, orderId, kind, lines, ...replacement } },
        } as const,
      ]

interface Started extends Planned {
  readonly remedy: string
  readonly repair?: Workshop
}
/** Goods go out instead, or into the workshop, as the remedy says. */
export const planGoodsOut = (started: Started): ReadonlyArray<AnyReply> => {
  const { requestId, orderId, lines, repair } = started
  return [
    ...plan(started.remedy === 'reship' ? 'reship' : 'exchange', started),
    ...(repair === undefined
      ? []
      : [
          {
            to: 'repair',
            id: repair.repairId,
            command: { type: 'PlanRepair', data: { requestId, orderId, lines, ...repair } },
          } as const,
        ]),
  ]
}

interface Stopped {
  readonly requestId: string
  readonly orderId: string
  readonly replacementId?: string
  readonly repairId?: string
}
/** Whatever goes out or is repaired stops, or says that it cannot. */
export const stopGoodsOut = (
  { requestId, orderId, replacementId, repairId }: Stopped,
  reason: string,
  keepGoods = false,
): ReadonlyArray<AnyReply> => [
  ...(replacementId === undefined
    ? []
    : [
        {
          to: 'replacement',
          id: replacementId,
          command: { type: 'CancelReplacement', data: { replacementId, requestId, orderId, reason } },
        } as const,
      ]),
  ...(repairId === undefined
    ? []
    : [
        {
          to: 'repair',
          id: repairId,
          command: { type: 'CancelRepair', data: { repairId, requestId, orderId, reason, keepGoods } },
        } as const,
      ]),
]

/** What went out in advance before anybody could stop it is owed for: nothing will come back for it. */
export const nothingBack = ({ replacementId }: Pick<Stopped, 'replacementId'>): ReadonlyArray<AnyReply> =>
  replacementId === undefined
    ? []
    : [
        {
          to: 'replacement',
          id: replacementId,
          command: { type: 'RecordGoodsBack', data: { replacementId, credit: 0 } },
        },
      ]
