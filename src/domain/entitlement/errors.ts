/** What an entitlement may say no to, in words. Refusals that reactions receive are events; see `Refusal`. */
import { describeWith, type Catalog, type Described } from '../kernel/sentence.js'
import type { Refusal } from '../values/refusal.js'

export type EntitlementError =
  | Refusal
  | { readonly _tag: 'OrderNotRegistered' }
  | { readonly _tag: 'EntitlementForStaffOnly' }
  /** Captures, refunds made elsewhere, chargebacks and duty: who keeps the books tells them, or the provider. */
  | { readonly _tag: 'EntitlementForFinanceOnly' }
  | { readonly _tag: 'OrderFactsInconsistent'; readonly rule: FactRule }
  | { readonly _tag: 'TenderUnknown'; readonly tenderId: string }
  | { readonly _tag: 'ChargebackUnknown'; readonly chargebackId: string }

/** Which of an order's facts contradict each other. */
export type FactRule =
  | 'line_ids_unique'
  | 'tender_ids_unique'
  | 'discount_within_goods'
  | 'lines_known'
  | 'captured_within_order_total'
  | 'order_total_within_limit'
  | 'other_order'
  | 'tender_and_amount_given'

const RULES: Readonly<Record<FactRule, readonly [en: string, zh: string]>> = {
  line_ids_unique: ['line ids must be unique', '订单行编号必须唯一'],
  tender_ids_unique: ['tender ids must be unique', '支付方式编号必须唯一'],
  discount_within_goods: ['a discount may not exceed the goods it is taken off', '优惠不得超过所抵扣的商品金额'],
  lines_known: ['only lines of the order may be named', '只能引用本订单的订单行'],
  captured_within_order_total: ['no more may be captured than the order costs', '已收金额不得超过订单总额'],
  order_total_within_limit: [
    'an order may cost no more than 15 digits of minor units',
    '订单总额不得超过 15 位最小货币单位',
  ],
  other_order: ['the facts must be those of the order asked for', '必须是所查询订单的信息'],
  tender_and_amount_given: ['a chargeback is opened with tender and amount', '登记拒付须注明支付方式和金额'],
}

export const entitlementWords: Catalog<EntitlementError> = {
  LineUnknown: {
    code: 'ENTITLEMENT.LINE_UNKNOWN',
    en: () => 'The order has no such line.',
    zh: () => '订单中没有该订单行。',
  },
  ExceedsOrdered: {
    code: 'ENTITLEMENT.EXCEEDS_ORDERED',
    en: (e) => `Asked for ${e.asked}, but only ${e.ordered} were ordered.`,
    zh: (e) => `申请数量 ${e.asked} 超过订购数量 ${e.ordered}。`,
  },
  UnitsAlreadyClaimed: {
    code: 'ENTITLEMENT.UNITS_ALREADY_CLAIMED',
    en: (e) => `Asked for ${e.asked}, but only ${e.free} are still free; the others are claimed or settled.`,
    zh: (e) => `申请数量 ${e.asked},但仅剩 ${e.free} 件可申请,其余已在处理或已完成售后。`,
  },
  DuplicateOpenRequest: {
    code: 'ENTITLEMENT.DUPLICATE_OPEN_REQUEST',
    en: () => 'The same goods are already claimed in the same way by an open request.',
    zh: () => '相同商品已有相同类型的售后申请正在处理。',
  },
  RequestTooLarge: {
    code: 'ENTITLEMENT.REQUEST_TOO_LARGE',
    en: (e) => `Too many lines for one refund of this order: ${e.lines}; ask for ${e.atMost} at a time.`,
    zh: (e) => `该订单一次申请的商品行过多(${e.lines}),每次请不超过 ${e.atMost} 行。`,
  },
  NotClaimed: {
    code: 'ENTITLEMENT.NOT_CLAIMED',
    en: () => 'A refund may only be asked for units that its request has claimed.',
    zh: () => '只能对申请中已锁定的商品退款。',
  },
  ChargebackOpen: {
    code: 'ENTITLEMENT.CHARGEBACK_OPEN',
    en: () => 'The bank is deciding a chargeback on this order; nothing is refunded until it is settled.',
    zh: () => '该订单存在未结案的银行拒付,结案前不予退款。',
  },
  OrderNotRegistered: {
    code: 'ENTITLEMENT.ORDER_NOT_REGISTERED',
    en: () => 'Nothing is known of this order yet.',
    zh: () => '该订单尚未登记。',
  },
  EntitlementForStaffOnly: {
    code: 'ENTITLEMENT.STAFF_ONLY',
    en: () => 'Facts of an order are reported by the shop and by those who deliver or pay for it.',
    zh: () => '订单事实只能由商家、承运商或支付渠道登记。',
  },
  EntitlementForFinanceOnly: {
    code: 'ENTITLEMENT.FINANCE_ONLY',
    en: () =>
      'What happened to the money of an order is reported by finance, the merchant, the platform or the provider.',
    zh: () => '订单资金事实只能由财务、商户、平台或支付渠道登记。',
  },
  OrderFactsInconsistent: {
    code: 'ENTITLEMENT.ORDER_FACTS_INCONSISTENT',
    en: (e) => `The facts of the order contradict each other: ${RULES[e.rule][0]}.`,
    zh: (e) => `订单信息相互矛盾:${RULES[e.rule][1]}。`,
  },
  TenderUnknown: {
    code: 'ENTITLEMENT.TENDER_UNKNOWN',
    en: () => 'The order was not paid with this means of payment.',
    zh: () => '该订单没有使用此支付方式。',
  },
  ChargebackUnknown: {
    code: 'ENTITLEMENT.CHARGEBACK_UNKNOWN',
    en: () => 'No such chargeback was opened on this order.',
    zh: () => '该订单没有此拒付记录。',
  },
}

export const describeEntitlementError: (error: EntitlementError) => Described = describeWith(entitlementWords)
