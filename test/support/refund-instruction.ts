/** An instruction as the library gives it to a provider; a test says only what matters to it. */
import type { RefundInstruction } from 'after-sales'

export const instructionOf = (more: Partial<RefundInstruction> = {}): RefundInstruction => ({
  key: '7a9d1c52-0f5b-5b7e-9d3c-2f1e4a6b8c01',
  tenant: 'main',
  refundId: '3f6c2a1e-7d4b-5e8f-8a9b-0c1d2e3f4a5b',
  legId: 'card',
  epoch: 1,
  orderId: '#1001',
  tenderId: 'card',
  tenderKind: 'card',
  paymentRef: 'pi_1',
  captured: 5_000,
  minor: 2_500,
  currency: 'EUR',
  ...more,
})
