/** The order's account, refunds, and what makes up for what went wrong, event by event. */
import type { Sentences } from './words.js'

export const sentencesOfMoney: Sentences = {
  OrderRegistered: ({ orderId, lines, tenders }, { units, money }) => {
    const all = lines.map(({ lineId, quantity }) => ({ lineId, quantity }))
    const paid = money(tenders.reduce((sum, { captured }) => sum + captured, 0))
    return {
      en: `Order ${orderId} is known from now on: ${units(all).en}, paid ${paid}.`,
      zh: `登记订单 ${orderId}:${units(all).zh},已付 ${paid}。`,
    }
  },
  UnitsReserved: ({ claimId, lines }, { units }) => ({
    en: `The order keeps ${units(lines).en} for ${claimId}.`,
    zh: `订单为 ${claimId} 占用 ${units(lines).zh}。`,
  }),
  UnitsReleased: ({ lines }, { units }) => ({
    en: `The order has ${units(lines).en} free again.`,
    zh: `订单释放 ${units(lines).zh}。`,
  }),
  UnitsConfirmed: ({ lines, outcome }, { units }) => ({
    en: `The order settles ${units(lines).en} for good: ${outcome === 'returned' ? 'returned' : 'not coming back'}.`,
    zh: `订单最终确认 ${units(lines).zh}:${outcome === 'returned' ? '已退回' : '不再退回'}。`,
  }),
  ReplacementRecorded: ({ added, payments }, { units, money }) => ({
    en: `The order has new lines: ${units(added).en}; ${payments.map((p) => `${money(p.captured)} by ${p.tenderId}`).join(', ') || 'nothing'} paid for them.`,
    zh: `订单新增 ${units(added).zh},已付 ${payments.map((p) => `${p.tenderId} ${money(p.captured)}`).join('、') || '0'}。`,
  }),
  LinesDelivered: ({ lineIds }, { item }) => ({
    en: `For ${lineIds.map((id) => item(id).en).join(', ')} a return window of its own begins.`,
    zh: `${lineIds.map((id) => item(id).zh).join('、')} 的退货期限开始计算。`,
  }),
  MoneyReserved: ({ breakdown: { total, lines, deductions } }, { money }) => {
    const gross = lines.reduce((sum, { amounts: a }) => sum + a.goods + (a.tax ?? 0) + (a.duty ?? 0) + (a.fee ?? 0), 0)
    const off = deductions.reduce((sum, { minor }) => sum + minor, 0)
    return {
      en: `The order reserves ${money(total)}: goods ${money(gross)}, less ${money(off)}.`,
      zh: `订单预留退款 ${money(total)}:商品 ${money(gross)},扣除 ${money(off)}。`,
    }
  },
  MoneySettled: ({ tenderId, minor }, { money }) => ({
    en: `The order books ${money(minor)} as refunded from ${tenderId}.`,
    zh: `订单记账:${tenderId} 已退 ${money(minor)}。`,
  }),
  MoneyReversed: ({ tenderId, minor }, { money }) => ({
    en: `The order reserves the ${money(minor)} of ${tenderId} again.`,
    zh: `订单重新预留 ${tenderId} 的 ${money(minor)}。`,
  }),

  RefundDue: ({ basis, lines, deductions }, { units, money }) => {
    const paid = deductions.find(({ kind }) => kind === 'replacement')
    return {
      en: `Money falls due for ${units(lines).en}${basis._tag === 'Replaced' ? ', which others were sent for' : ''}${paid === undefined ? '' : `; ${money(paid.minor)} of it pays for the new goods`}.`,
      zh: `${units(lines).zh} 产生应退款${basis._tag === 'Replaced' ? '(由新商品抵付)' : ''}${paid === undefined ? '' : `,其中 ${money(paid.minor)} 抵新商品`}。`,
    }
  },
  RefundProposed: ({ lines }, { units }) => ({
    en: `A refund for ${units(lines).en} asks the order for its money.`,
    zh: `为 ${units(lines).zh} 提出退款,向订单申请金额。`,
  }),
  RefundReserved: ({ breakdown: { total }, legs }, { money }) => ({
    en: `The refund is ${money(total)}${legs.length === 0 ? '' : `: ${legs.map((l) => `${money(l.minor)} to ${l.tenderId}`).join(', ')}`}.`,
    zh: `退款 ${money(total)}${legs.length === 0 ? '' : `:${legs.map((l) => `${l.tenderId} ${money(l.minor)}`).join('、')}`}。`,
  }),
  RefundNotDue: () => ({ en: 'No money is due, and that is an answer.', zh: '无需退款,到此为止。' }),
  RefundApproved: ({ by }, { money }) => ({
    en: by._tag === 'Rule' ? `Approved by rule: up to ${money(by.atMost)}.` : 'Approved by persons.',
    zh: by._tag === 'Rule' ? `规则自动批准:不超过 ${money(by.atMost)}。` : '人工批准。',
  }),
  RefundLegSubmitted: ({ legId, minor, epoch, via }, { money, code }) => ({
    en: `${money(minor)} goes out${via === undefined ? ` to ${legId}` : ` by ${code(via.kind).en}`}, written down before the provider is called (key ${epoch}).`,
    zh: `${via === undefined ? `向 ${legId} ` : `通过${code(via.kind).zh}`}退款 ${money(minor)},先记账后调用渠道(第 ${epoch} 轮)。`,
  }),
  RefundLegSucceeded: ({ minor, providerRef }, { money }) => ({
    en: `The provider has paid ${money(minor)} (${providerRef}).`,
    zh: `渠道已退 ${money(minor)}(${providerRef})。`,
  }),
  RefundSucceeded: ({ paid, round }, { money }) => ({
    en: `All ${money(paid)} are paid${round > 1 ? ', at last' : ''}.`,
    zh: `${round > 1 ? '最终' : ''}全部退款 ${money(paid)} 已完成。`,
  }),
  RefundLegReversed: ({ minor, tenderId, code }, words) => ({
    en: `${words.money(minor)} of ${tenderId} came back: ${words.code(code).en}. The customer does not have it.`,
    zh: `${tenderId} 的 ${words.money(minor)} 被退回:${words.code(code).zh}。顾客未收到。`,
  }),
  RefundLegStepProposed: ({ step }, { code }) => ({
    en:
      step._tag === 'Reroute'
        ? `Proposes another way: ${code(step.via.kind).en}; the customer agreed (${step.consent}).`
        : `Proposes: ${step._tag}, proof ${step.proof}.`,
    zh:
      step._tag === 'Reroute'
        ? `提议改用${code(step.via.kind).zh},顾客已同意(${step.consent})。`
        : `提议 ${step._tag},凭证 ${step.proof}。`,
  }),
  RefundLegRerouted: ({ via, persons }, { code }) => ({
    en: `Confirms it as the second person: ${code(via.kind).en} (${persons.join(' and ')}).`,
    zh: `第二人确认:改用${code(via.kind).zh}(${persons.join('、')})。`,
  }),
  RefundOutcomeRecorded: ({ end, paid }, { money, code }) => ({
    en: `The case hears of the refund: ${code(end).en}, ${money(paid)}.`,
    zh: `售后单获知退款结果:${code(end).zh},${money(paid)}。`,
  }),
  RefundReopened: ({ requestId }) => ({
    en: `${requestId} is open again until the customer has the money.`,
    zh: `${requestId} 重新打开,直至顾客收到退款。`,
  }),

  CompensationProposed: ({ compensationId, losses, benefit, apology }, { money, code }) => ({
    en: `Proposes ${compensationId}, a ${code(benefit.form).en} for ${losses.map((l) => `${code(l.head).en} (${money(l.minor)}, ${code(l.layer).en})`).join(', ')}${apology === undefined ? '' : ', and an apology'}.`,
    zh: `提出补偿 ${compensationId}:${code(benefit.form).zh},${losses.map((l) => `${code(l.head).zh} ${money(l.minor)}(${code(l.layer).zh})`).join('、')}${apology === undefined ? '' : ',并致歉'}。`,
  }),
  CompensationAllowanceHeld: ({ allowance, minor }, { money, code }) => ({
    en: `The ${code(allowance.scope).en} said yes to ${money(minor)}.`,
    zh: `${code(allowance.scope).zh}额度同意 ${money(minor)}。`,
  }),
  CompensationApproved: ({ by, minor }, { money }) => ({
    en: `${money(minor)} is granted${by._tag === 'Authority' ? ` within the limit of ${by.actorId} as ${by.role}` : ''}.`,
    zh: `批准补偿 ${money(minor)}${by._tag === 'Authority' ? `,在 ${by.actorId}(${by.role})权限内` : ''}。`,
  }),
  CompensationOffered: ({ expiresAt }, { until }) => ({
    en: `Offers it to the customer, until ${until(expiresAt).en}.`,
    zh: `向顾客提出,有效期至 ${until(expiresAt).zh}。`,
  }),
  CompensationAccepted: () => ({ en: 'Accepts it.', zh: '接受补偿。' }),
  BenefitSubmitted: ({ minor, benefit }, { money, code }) => ({
    en: `A ${code(benefit.form).en} of ${money(minor)} is ordered, under one key for ever.`,
    zh: `下达发放${code(benefit.form).zh} ${money(minor)},同一键永不重复。`,
  }),
  CompensationIssued: ({ minor, benefit, externalRef }, { money, code }) => ({
    en: `The customer has the ${code(benefit.form).en} of ${money(minor)} (${externalRef}).`,
    zh: `${code(benefit.form).zh} ${money(minor)} 已发放(${externalRef})。`,
  }),
  BenefitRedeemed: ({ compensationId }) => ({
    en: `The customer has used what ${compensationId} gave.`,
    zh: `顾客已使用 ${compensationId} 的补偿。`,
  }),
  CostAllocated: ({ shares }, { money, code }) => ({
    en: `Divides the cost: ${shares.map((s) => `${code(s.party).en} ${money(s.minor)}`).join(', ')}.`,
    zh: `分摊成本:${shares.map((s) => `${code(s.party).zh} ${money(s.minor)}`).join('、')}。`,
  }),
  RecoveryClaimed: ({ party, minor, reference }, { money, code }) => ({
    en: `Claims ${money(minor)} from the ${code(party).en} (${reference}).`,
    zh: `向${code(party).zh}追偿 ${money(minor)}(${reference})。`,
  }),
  Recovered: ({ party, minor, reference }, { money, code }) => ({
    en: `The ${code(party).en} has paid ${money(minor)} (${reference}).`,
    zh: `${code(party).zh}已赔付 ${money(minor)}(${reference})。`,
  }),

  AllowanceOpened: ({ allowance: { scope, key }, limit }, { money, code }) => ({
    en: `A running total is opened for the ${code(scope).en} ${key}${limit === undefined ? '' : `, limit ${money(limit)}`}.`,
    zh: `开立${code(scope).zh} ${key} 的额度${limit === undefined ? '' : `,上限 ${money(limit)}`}。`,
  }),
  AllowanceReserved: ({ allowance: { scope, key }, minor, total }, { money, code }) => ({
    en: `The ${code(scope).en} ${key} reserves ${money(minor)}; ${money(total)} in all.`,
    zh: `${code(scope).zh} ${key} 预留 ${money(minor)},累计 ${money(total)}。`,
  }),
  AllowanceConfirmed: ({ allowance: { scope, key }, minor }, { money, code }) => ({
    en: `The ${code(scope).en} ${key} has spent ${money(minor)}.`,
    zh: `${code(scope).zh} ${key} 已使用 ${money(minor)}。`,
  }),
}
