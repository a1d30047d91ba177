/** The customer's case, the goods that come back and those that go out, event by event. Money: `sentences-of-money.ts`. */
import type { Remedy, Sentence } from 'after-sales'
import type { Sentences } from './words.js'

const REMEDIES: Readonly<Record<Remedy, Sentence>> = {
  return_refund: { en: 'send back and be refunded', zh: '退货退款' },
  refund_only: { en: 'be refunded', zh: '仅退款' },
  exchange: { en: 'exchange', zh: '换货' },
  reship: { en: 'get once more', zh: '补发' },
  repair: { en: 'have repaired', zh: '维修' },
}

export const sentencesOfGoods: Sentences = {
  RequestOpened: ({ requestId, remedy, lines }, { units, code }) => ({
    en: `Opens ${requestId}: wants to ${REMEDIES[remedy].en}: ${units(lines).en}; ${code(lines[0]!.reason).en}.`,
    zh: `发起售后 ${requestId}:${REMEDIES[remedy].zh},${units(lines).zh};原因:${code(lines[0]!.reason).zh}。`,
  }),
  SubmissionStarted: ({ submission, lines }, { units }) => ({
    en: `Submits it${submission > 1 ? ' again' : ''}: is ${units(lines).en} still free to be claimed?`,
    zh: `${submission > 1 ? '再次' : ''}提交申请:确认 ${units(lines).zh} 是否可申请售后。`,
  }),
  RequestSubmitted: ({ requestId }) => ({ en: `${requestId} is submitted.`, zh: `${requestId} 已提交。` }),
  RequestAssessed: ({ value, route, policy }, { money }) => ({
    en: `Worth ${money(value)}: ${route === 'review' ? 'a person decides' : 'a rule decides'} (policy ${policy.policyId}, version ${policy.version}).`,
    zh: `价值 ${money(value)}:${route === 'review' ? '转人工审核' : '规则自动处理'}(政策 ${policy.policyId} 第 ${policy.version} 版)。`,
  }),
  RequestRejected: ({ code, appealableUntil }, words) => ({
    en: `Rejects it: ${words.code(code).en}.${appealableUntil === undefined ? '' : ` An appeal is possible until ${words.until(appealableUntil).en}.`}`,
    zh: `驳回申请:${words.code(code).zh}。${appealableUntil === undefined ? '' : `可在 ${words.until(appealableUntil).zh} 前申诉。`}`,
  }),
  AppealFiled: ({ appeal, lines }, { units }) => ({
    en: `Appeals (no. ${appeal}): another pair of eyes on ${units(lines).en}, please.`,
    zh: `提出第 ${appeal} 次申诉,请他人复核:${units(lines).zh}。`,
  }),
  EvidenceSupplied: ({ items }, { code }) => ({
    en: `Supplies ${items.map(({ kind }) => code(kind).en).join(', ')}; its hash is kept.`,
    zh: `补充凭证:${items.map(({ kind }) => code(kind).zh).join('、')},已留存哈希。`,
  }),
  RequestApproved: ({ lines, value, by }, { units, money }) => {
    const limit = 'atMost' in by && by.atMost !== undefined ? money(by.atMost) : undefined
    const who = by._tag === 'Rule' ? `rule ${by.ruleId}` : by._tag === 'Person' ? `as ${by.role}` : by.authority
    const zhWho = by._tag === 'Rule' ? `规则 ${by.ruleId}` : by._tag === 'Person' ? `角色 ${by.role}` : by.authority
    return {
      en: `Approves ${units(lines).en} for ${money(value)}, ${who}${limit === undefined ? '' : `, limit ${limit}`}.`,
      zh: `同意 ${units(lines).zh},价值 ${money(value)},${zhWho}${limit === undefined ? '' : `,权限 ${limit}`}。`,
    }
  },
  RemediesStarted: ({ goods, replacement, repair }, { until }) => ({
    en:
      [
        'It begins',
        ...(goods === undefined ? [] : [`the goods are to be sent by ${until(goods.shipBy).en}`]),
        ...(replacement === undefined ? [] : ['others go out for them']),
        ...(repair === undefined ? [] : ['they are repaired']),
      ].join('; ') + '.',
    zh:
      [
        '开始处理',
        ...(goods === undefined ? [] : [`请在 ${until(goods.shipBy).zh} 前寄回`]),
        ...(replacement === undefined ? [] : ['安排换新']),
        ...(repair === undefined ? [] : ['安排维修']),
      ].join(';') + '。',
  }),
  GoodsAccepted: ({ basis, lines, credit }, { units, money }) => ({
    en: `${units(lines).en} counts as ${basis._tag === 'Lost' ? 'lost on our risk' : 'accepted'}: ${money(credit)} towards the new goods.`,
    zh: `${units(lines).zh} ${basis._tag === 'Lost' ? '丢失由商家承担' : '已验收'},抵新商品 ${money(credit)}。`,
  }),
  ReturnOutcomeRecorded: () => ({ en: 'The case hears that the return is over.', zh: '售后单获知退货已结束。' }),
  GoodsComplete: ({ credit }, { money }) => ({
    en: `No more goods are to come; they count ${money(credit)} in all.`,
    zh: `不再有退回商品,共抵 ${money(credit)}。`,
  }),
  ReplacementNoted: ({ now }) => {
    const end = { shipped: 'are on their way', done: 'have arrived', canceled: 'will not come', stuck: 'are stuck' }
    const zhEnd = { shipped: '已发出', done: '已送达', canceled: '已取消', stuck: '受阻' }
    return { en: `The case hears that the new goods ${end[now]}.`, zh: `售后单获知新商品${zhEnd[now]}。` }
  },
  RequestResolved: ({ requestId, refunded }, { money }) => ({
    en: `${requestId} is resolved; ${money(refunded)} refunded.`,
    zh: `${requestId} 已办结,退款 ${money(refunded)}。`,
  }),
  SurveyAnswered: ({ score }) => ({ en: `Rates it ${score} of 5.`, zh: `评价 ${score} 分(满分 5 分)。` }),
  RequestClosed: ({ requestId }) => ({ en: `Closes ${requestId}.`, zh: `关闭 ${requestId}。` }),

  ReturnAuthorized: ({ lines }, { units }) => ({
    en: `A return is authorized: ${units(lines).en}.`,
    zh: `同意退回:${units(lines).zh}。`,
  }),
  LabelIssued: ({ carrier, cost, bearer, parcelId }, { money, code }) => ({
    en: `Sends a label of ${carrier} for parcel ${parcelId}: ${money(cost.minor)}, borne by the ${code(bearer).en}.`,
    zh: `提供 ${carrier} 面单(包裹 ${parcelId}):${money(cost.minor)},由${code(bearer).zh}承担。`,
  }),
  ParcelShipped: ({ parcelId, carrier }) => ({
    en: `Hands parcel ${parcelId} to ${carrier ?? 'a carrier'}.`,
    zh: `将包裹 ${parcelId} 交给 ${carrier ?? '承运商'}。`,
  }),
  FirstScanRecorded: ({ parcelId, at }, { until }) => ({
    en: `Has parcel ${parcelId}, scanned ${until(at).en}.`,
    zh: `已揽收包裹 ${parcelId}(${until(at).zh})。`,
  }),
  ParcelScanned: ({ parcelId, kind }, { code }) => ({
    en: `Says of parcel ${parcelId}: ${code(kind).en}.`,
    zh: `包裹 ${parcelId} 状态:${code(kind).zh}。`,
  }),
  GoodsLost: ({ lines, liable }, { units, code }) => ({
    en: `Declares ${units(lines).en} lost; the ${code(liable).en} is liable, not the customer.`,
    zh: `认定 ${units(lines).zh} 丢失,由${code(liable).zh}负责,不由顾客承担。`,
  }),
  ParcelReceived: ({ lines }, { units }) => ({
    en: `Receives ${units(lines).en}.`,
    zh: `收到 ${units(lines).zh}。`,
  }),
  ItemsInspected: ({ lines }, { item }) => ({
    en: `Inspects: ${lines.map((l) => `${item(l.lineId).en}, ${l.accepted} accepted, ${l.rejected} rejected, grade ${l.grade}`).join('; ')}.`,
    zh: `验货:${lines.map((l) => `${item(l.lineId).zh} 合格 ${l.accepted}、不合格 ${l.rejected},等级 ${l.grade}`).join(';')}。`,
  }),
  ItemsDisposed: ({ lines }, { units, code }) => ({
    en: `Puts ${units(lines).en} ${code(lines[0]!.code).en}.`,
    zh: `${units(lines).zh} ${code(lines[0]!.code).zh}。`,
  }),
  ReturnCompleted: ({ accepted, losses }, { units }) => ({
    en: `The return is complete: accepted ${units(accepted).en}${losses.length > 0 ? '; the rest is lost' : ''}.`,
    zh: `退货完成:验收 ${units(accepted).zh}${losses.length > 0 ? ',其余丢失' : ''}。`,
  }),

  ReplacementPlanned: ({ credit }, { money }) => ({
    en: `An exchange is planned; what comes back is worth ${money(credit)}.`,
    zh: `安排换货,旧商品抵 ${money(credit)}。`,
  }),
  ReplacementReserved: ({ items, price, credit, net, payBy }, { units, money, until }) => ({
    en: `Reserves ${units(items).en} at ${money(price)}; less ${money(credit)}, the customer owes ${money(net)}${payBy === undefined ? '' : ` until ${until(payBy).en}`}.`,
    zh: `锁定 ${units(items).zh},价格 ${money(price)},减去 ${money(credit)},顾客应补 ${money(net)}${payBy === undefined ? '' : `,截止 ${until(payBy).zh}`}。`,
  }),
  DifferenceSecured: ({ minor, tenderId }, { money }) => ({
    en: `${money(minor)} is held on ${tenderId}; nothing is captured yet.`,
    zh: `已在 ${tenderId} 预授权 ${money(minor)},尚未扣款。`,
  }),
  ReplacementGoodsAccepted: ({ credit }, { money }) => ({
    en: `The exchange counts ${money(credit)} for the old goods.`,
    zh: `换货单计入旧商品 ${money(credit)}。`,
  }),
  ReplacementReleased: () => ({ en: 'The new goods may ship.', zh: '新商品可以发货。' }),
  ReplacementGoodsBack: ({ credit }, { money }) => ({
    en: `The exchange knows that no more comes back than ${money(credit)}.`,
    zh: `换货单确认旧商品共 ${money(credit)}。`,
  }),
  ReplacementShipped: ({ items, parcelId, payments }, { units, money }) => ({
    en: `Ships ${units(items).en} in parcel ${parcelId}; ${payments.map((p) => `${money(p.minor)} of ${p.tenderId}`).join(', ') || 'nothing'} is captured.`,
    zh: `发出 ${units(items).zh}(包裹 ${parcelId}),扣款 ${payments.map((p) => `${p.tenderId} ${money(p.minor)}`).join('、') || '0'}。`,
  }),
  ReplacementDelivered: ({ deliveredAt }, { until }) => ({
    en: `Has delivered the new goods, ${until(deliveredAt).en}.`,
    zh: `新商品已于 ${until(deliveredAt).zh} 送达。`,
  }),
}
