/** What happens in these cases, and who does it, as people say it; amounts and days. */
import { formatMoney, type Sentence } from 'after-sales'

type Words = Readonly<Record<string, Sentence>>

export const ACTORS: Words = {
  customer: { en: 'customer', zh: '客户' },
  agent: { en: 'agent', zh: '客服' },
  merchant: { en: 'merchant', zh: '商家' },
  warehouse: { en: 'warehouse', zh: '仓库' },
  finance: { en: 'finance', zh: '财务' },
}

export const EVENTS: Words = {
  RequestOpened: { en: 'asks for a return', zh: '申请退货' },
  SubmissionStarted: { en: 'submits the request', zh: '提交申请' },
  SubmissionRefused: { en: 'the order refuses', zh: '订单不允许' },
  RequestSubmitted: { en: 'the request is in', zh: '申请已受理' },
  RequestAssessed: { en: 'looked at by the rules', zh: '按规则评估' },
  RequestApproved: { en: 'approves it', zh: '批准申请' },
  RequestRejected: { en: 'rejects it', zh: '驳回申请' },
  RequestCanceled: { en: 'cancels it', zh: '取消申请' },
  RequestResolved: { en: 'everything has ended', zh: '全部处理完毕' },
  RequestClosed: { en: 'closes the case', zh: '结案' },
  RemediesStarted: { en: 'the return begins', zh: '开始退货流程' },
  ReturnOutcomeRecorded: { en: 'the case hears of the return', zh: '记录退货结果' },
  RefundOutcomeRecorded: { en: 'the case hears of the refund', zh: '记录退款结果' },
  UnitsReserved: { en: 'the order reserves the units', zh: '订单预留商品数量' },
  UnitsReleased: { en: 'the order has the units free again', zh: '订单释放商品数量' },
  UnitsConfirmed: { en: 'the units count as returned', zh: '确认退回数量' },
  MoneyReserved: { en: 'the order reserves the money', zh: '订单预留金额' },
  MoneySettled: { en: 'the order books it as paid', zh: '订单记为已退' },
  ReturnAuthorized: { en: 'the goods may come back', zh: '授权退货' },
  ParcelShipped: { en: 'sends the parcel', zh: '寄出包裹' },
  ParcelReceived: { en: 'receives the parcel', zh: '收到包裹' },
  ItemsInspected: { en: 'inspects the goods', zh: '验货' },
  ItemsDisposed: { en: 'puts the goods away', zh: '处置货物' },
  ReturnCompleted: { en: 'completes the return', zh: '完成退货' },
  RefundDue: { en: 'money is due', zh: '应退款' },
  RefundProposed: { en: 'the refund is worked out', zh: '计算退款' },
  RefundReserved: { en: 'the refund has its money', zh: '退款金额已预留' },
  RefundApprovalRequested: { en: 'waits for approval', zh: '等待审批' },
  RefundApprovalGiven: { en: 'approves the refund', zh: '批准退款' },
  RefundApproved: { en: 'that is enough: it may be paid', zh: '审批完成,可以付款' },
  RefundLegSubmitted: { en: 'written down before the provider is called', zh: '先记录再通知支付机构' },
  RefundLegSucceeded: { en: 'the provider has paid', zh: '支付机构已付款' },
  RefundSucceeded: { en: 'the refund is paid', zh: '退款完成' },
}

export const number = new Intl.NumberFormat('en-GB')

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

/** @example money(16141507, 'GBP') // "161,415.07 GBP" */
export const money = (minor: number, currency: string): string => {
  const [amount = '', unit = ''] = formatMoney({ minor, currency }).split(' ')
  const [whole = '', decimals] = amount.split('.')
  return `${number.format(Number(whole))}${decimals === undefined ? '' : `.${decimals}`} ${unit}`
}

export const dayOf = (instant: string): string => instant.slice(0, 10)
