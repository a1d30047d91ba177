/** What a request asks of goods that go out instead, or into the workshop: plans, what came back for them, and to stop. */
import type { Event } from '../kernel/decider.js'
import type { Reaction } from '../kernel/reaction.js'
import type { GoodsOut, Workshop } from '../request/index.js'
import { refundIdOf } from '../values/ids.js'
import { basisKey } from '../values/refund-basis.js'
import type { LineUnits } from '../values/units.js'
import { on, type AnyReply } from './on.js'

interface Planned {
  readonly requestId: string
  readonly orderId: string
  readonly lines: ReadonlyArray<LineUnits>
  readonly replacement?: GoodsOut
}
const plan = (kind: 'exchange' | 'reship', { requestId, orderId, lines, replacement }: Planned) =>
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

/** What the request asks of goods that go out or are repaired, and what it hears of them. */
export const goodsOutReactions: ReadonlyArray<Reaction<Event, AnyReply>> = [
  on('GoodsAccepted', 'count-accepted-goods', ({ requestId, basis, by, lines, credit, replacementId, repairId }) => {
    // Each way in which goods are accepted has a name of its own: that of the refund which may follow from it.
    const acceptanceId = refundIdOf(requestId, basisKey(basis), 1)
    return [
      ...(replacementId === undefined
        ? []
        : [
            {
              to: 'replacement',
              id: replacementId,
              command:
                basis._tag === 'Ruling'
                  ? ({
                      type: 'RecordGoodsRuled',
                      data: { replacementId, rulingId: basis.rulingId, credit, recordedBy: by },
                    } as const)
                  : ({ type: 'RecordGoodsAccepted', data: { replacementId, acceptanceId, credit } } as const),
            } as const,
          ]),
      ...(repairId === undefined
        ? []
        : [
            {
              to: 'repair',
              id: repairId,
              command: { type: 'RecordGoodsForRepair', data: { repairId, acceptanceId, lines } },
            } as const,
          ]),
    ]
  }),
  on('GoodsComplete', 'tell-goods-complete', ({ lines, credit, replacementId, repairId }) => [
    ...(replacementId === undefined
      ? []
      : [
          {
            to: 'replacement',
            id: replacementId,
            command: { type: 'RecordGoodsBack', data: { replacementId, credit } },
          } as const,
        ]),
    ...(repairId === undefined
      ? []
      : [{ to: 'repair', id: repairId, command: { type: 'RecordNoMoreGoods', data: { repairId, lines } } } as const]),
  ]),
  on('GoodsOverdue', 'close-overdue-return', ({ returnId, isLast }) => ({
    to: 'return',
    id: returnId,
    command: { type: 'CloseOverdueReturn', data: { returnId, isLast } },
  })),
  on('SwitchStarted', 'stop-for-another-remedy', (started) => stopGoodsOut(started, 'remedy_switched', true)),
  on('RemedySwitched', 'plan-other-remedy', ({ accepted = [], isComplete = false, ...switched }) => {
    const { replacement } = switched
    if (replacement === undefined) return []
    const { replacementId } = replacement
    return [
      ...plan('exchange', switched),
      ...accepted.map(({ acceptanceId, credit }) => ({
        to: 'replacement' as const,
        id: replacementId,
        command: { type: 'RecordGoodsAccepted' as const, data: { replacementId, acceptanceId, credit } },
      })),
      ...(isComplete
        ? [
            {
              to: 'replacement',
              id: replacementId,
              command: {
                type: 'RecordGoodsBack',
                data: { replacementId, credit: accepted.reduce((sum, a) => sum + a.credit, 0) },
              },
            } as const,
          ]
        : []),
    ]
  }),
]
