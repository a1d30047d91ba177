/** Whom a case waits for, as people read it. */
import type { Sentence } from '../../domain/kernel/sentence.js'
import { DEPARTMENTS, type WaitingFor } from './waiting.js'

export const WAITING_FOR: Readonly<Record<WaitingFor, Sentence>> = {
  ...DEPARTMENTS,
  customer: { en: 'The customer', zh: '客户' },
  carrier: { en: 'The carrier', zh: '承运商' },
  provider: { en: 'The payment provider or issuer', zh: '支付机构或权益发放方' },
  platform: { en: 'The platform', zh: '平台' },
  library: { en: 'Nobody: it goes on by itself', zh: '无需处理:系统自动进行' },
  nobody: { en: 'Nobody', zh: '无人' },
}
