/** Judged down and up again: whoever was asked for money back is not asked any more, and nothing is refunded twice. */
import { describe, expect, it } from 'vitest'
import {
  controller,
  finance,
  lead,
  openHanded,
  paidBy,
  shopOn,
  stores,
  submitted,
  warehouse,
  type ShopOptions,
} from './shop.js'

const three = [{ lineId: 'mug', quantity: 3 }]
const EACH = 8_999

describe.each(stores)(
  'Three mugs that were accepted and refunded, one of which was judged down ($name)',
  ({ open }) => {
    const judged = async (options: ShopOptions = {}) => {
      const shop = shopOn(await open(), options)
      const { state } = await submitted(shop, 'R-1', 3)
      const returnId = state.returnId!
      const lines = (accepted: number) =>
        [{ lineId: 'mug', accepted, rejected: 3 - accepted, grade: 'C_USED_GOOD' }] as const
      const judgedAnew = (revisionId: string, accepted: number) =>
        shop.returns.reviseInspection(
          { returnId, inspectionId: 'I-1', revisionId, reason: 'second_look', lines: lines(accepted) },
          lead,
        )
      await shop.returns.receiveParcel({ returnId, receiptId: 'P-1', lines: three }, warehouse)
      await shop.returns.inspect({ returnId, inspectionId: 'I-1', lines: lines(3) }, warehouse)
      await judgedAnew('V-1', 2)
      const now = async () => {
        const { request, refunds } = await shop.getCase('R-1')
        const owed = refunds.flatMap(({ receivables }) => [...receivables.values()])
        return { request, refunds, owed, ends: [...request.refunds.values()].map(({ end }) => end) }
      }
      const pays = async (minor: number, paymentId = 'in-1') => {
        const { refunds, owed } = await now()
        const { receivableId } = owed.findLast(({ status }) => status === 'open')!
        const payment = { refundId: refunds[0]!.refundId, receivableId, paymentId, minor }
        return shop.refunds.recordReceivablePaid(payment, finance)
      }
      return { shop, judgedAnew, now, pays }
    }

    it('are owed no more once it is accepted after all, and nothing is refunded a second time', async () => {
      const { shop, judgedAnew, now } = await judged()
      expect((await now()).owed).toMatchObject([{ status: 'open', tenders: [{ minor: EACH }] }])
      await judgedAnew('V-2', 3)
      expect(await now()).toMatchObject({ owed: [{ status: 'canceled', tenders: [] }], ends: ['succeeded'] })
      expect(paidBy(shop)).toEqual({ card: 3 * EACH })
      expect((await shop.getOrder('#1001')).lines).toMatchObject([
        { returned: 3, settledUnits: 3, taken: { goods: 26_997 } },
      ])
    })

    it('are owed again when it is judged down once more, once', async () => {
      const { judgedAnew, now, pays, shop } = await judged()
      await judgedAnew('V-2', 3)
      await judgedAnew('V-3', 2)
      const { owed } = await now()
      expect(owed).toMatchObject([{ status: 'canceled' }, { status: 'open', tenders: [{ minor: EACH }] }])
      await pays(EACH)
      expect((await shop.getOrder('#1001')).lines).toMatchObject([{ settledUnits: 2, taken: { goods: 2 * EACH } }])
    })

    it('are owed as far as the others stay rejected', async () => {
      const { judgedAnew, now, pays, shop } = await judged()
      await judgedAnew('V-2', 0)
      await judgedAnew('V-3', 1)
      expect((await now()).owed).toMatchObject([{ tenders: [{ minor: EACH }] }, { tenders: [{ minor: EACH }] }])
      await judgedAnew('V-4', 2)
      expect((await now()).owed).toMatchObject([{ tenders: [{ minor: EACH }] }, { status: 'canceled' }])
      expect((await now()).ends).toEqual(['succeeded'])
      await pays(EACH)
      expect((await shop.getOrder('#1001')).lines).toMatchObject([{ settledUnits: 2, taken: { goods: 2 * EACH } }])
    })

    it('are refunded anew where they were paid back', async () => {
      const { shop, judgedAnew, now, pays } = await judged()
      await pays(EACH)
      await judgedAnew('V-2', 3)
      expect(await now()).toMatchObject({ owed: [{ status: 'settled' }], ends: ['succeeded', 'succeeded'] })
      expect(paidBy(shop)).toEqual({ card: 4 * EACH })
    })

    it('wait for a person where they were paid back in part', async () => {
      const { shop, judgedAnew, now, pays } = await judged()
      await pays(4_000)
      await judgedAnew('V-2', 3)
      expect(await now()).toMatchObject({
        owed: [{ status: 'open', tenders: [{ minor: 4_999 }] }],
        ends: ['succeeded', 'refused'],
      })
      await pays(4_999, 'in-2')
      const [, refused] = (await now()).refunds
      await shop.requests.retryRefund({ requestId: 'R-1', refundId: refused!.refundId }, lead)
      expect(paidBy(shop)).toEqual({ card: 4 * EACH })
    })

    it('are let be where the debt was written off', async () => {
      const { shop, judgedAnew, now } = await judged()
      const { refunds, owed } = await now()
      const debt = { refundId: refunds[0]!.refundId, receivableId: owed[0]!.receivableId }
      await shop.refunds.proposeWriteOff({ ...debt, reason: 'GONE' }, finance)
      await shop.refunds.confirmWriteOff(debt, controller)
      await judgedAnew('V-2', 3)
      expect(await now()).toMatchObject({ owed: [{ status: 'written_off' }], ends: ['succeeded'] })
      expect(paidBy(shop)).toEqual({ card: 3 * EACH })
    })

    it('are refunded once where the money had not gone out', async () => {
      const { shop, judgedAnew, now } = await judged({
        policy: openHanded('EUR', { refunds: { ...openHanded().refunds, approvalFreeUpTo: [] } }),
      })
      expect((await now()).ends).toEqual(['canceled', undefined])
      await judgedAnew('V-2', 3)
      for (const { refundId, status } of (await now()).refunds)
        if (status === 'pending_approval') await shop.refunds.approve({ refundId }, finance)
      expect((await now()).ends).toEqual(['canceled', 'succeeded', 'succeeded'])
      expect(paidBy(shop)).toEqual({ card: 3 * EACH })
    })
  },
)
