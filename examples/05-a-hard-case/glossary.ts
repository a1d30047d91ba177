/** What this shop calls its goods and its codes. The library stores codes only: words may change, facts do not. */
import type { Sentence } from 'after-sales'

const say = (en: string, zh: string): Sentence => ({ en, zh })

export const goods: Readonly<Record<string, Sentence>> = {
  jacket: say('jacket', '外套'),
  scarf: say('scarf', '围巾'),
  'jacket-new': say('new jacket', '新款外套'),
}

export const codes: Readonly<Record<string, Sentence>> = {
  CM_CHANGED_MIND: say('changed mind', '不想要了'),
  FF_WRONG_ITEM: say('wrong item sent', '发错货'),
  NO_PHOTO: say('no photo of the label', '未提供吊牌照片'),
  photo_of_label: say('a photo of the label', '吊牌照片'),
  merchant: say('shop', '商家'),
  carrier: say('carrier', '承运商'),
  lost: say('lost', '丢失'),
  RESTOCK: say('back on the shelf', '重新上架'),
  account_closed: say('the account is closed', '账户已注销'),
  bank_transfer: say('bank transfer', '银行转账'),
  succeeded: say('paid', '已退款'),
  not_due: say('nothing due', '无需退款'),
  delay: say('delay', '延误'),
  goodwill: say('goodwill', '善意补偿'),
  coupon: say('coupon', '优惠券'),
  order: say('order', '订单'),
  department: say('department', '部门'),
}
