/** The rules of a simulated shop, drawn so that limits, fees and windows matter now and then. */
import type { AutomaticRule, Fee, PolicySet } from '../../domain/policy/policy-set.js'
import { simplePolicy } from '../simple-policy.js'
import type { Chance } from './chance.js'

export const REASONS = ['CM_CHANGED_MIND', 'QL_DEFECTIVE', 'FF_WRONG_ITEM'] as const

export const drawnPolicy = (chance: Chance, currency: string): PolicySet => {
  const simple = simplePolicy(currency)
  const limit = (what: string) => [{ minor: chance.pick([0, 1_000, 1_000_000], what), currency }]
  const duty = chance.pick([undefined, 'with_goods', 'when_recovered'] as const, 'duty rule')
  const noReship: AutomaticRule = {
    ruleId: 'NO-RESHIP',
    verdict: 'reject',
    reasons: ['CM_CHANGED_MIND'],
    remedies: ['reship'],
  }
  const restocking: Fee = {
    ruleId: 'RESTOCKING',
    kind: 'restocking',
    reasons: ['CM_CHANGED_MIND'],
    basisPoints: 1_000,
    flat: [{ minor: 37, currency }],
  }
  return {
    ...simple,
    // Mostly longer than a run; now and then it ends while people think.
    window: { ...simple.window, days: chance.pick([30, 30, 30, 30, 4, 3], 'window') },
    remedies: ['return_refund', 'refund_only', 'exchange', 'reship', 'repair'],
    automatic: [
      // What nobody can have lost, a rule says no to: appeals follow.
      ...(chance.happens(0.3, 'rejecting rule') ? [noReship] : []),
      { ...simple.automatic[0]!, remedies: ['return_refund', 'exchange', 'repair'] },
    ],
    refunds: {
      ...simple.refunds,
      approvalFreeUpTo: limit('approval free'),
      secondApprovalAbove: limit('second approval'),
      answerWithinSeconds: chance.pick([10, 60, 900], 'answer within'),
      shipping: chance.pick(['none', 'proportional', 'when_all_returned'], 'shipping rule'),
      tenders: chance.pick(['original_ratio', 'cash_first', 'non_cash_first'], 'tender strategy'),
      fees: chance.happens(0.4, 'fees') ? [restocking] : [],
      ...(duty === undefined ? {} : { duty }),
    },
    returns: { shipWithinDays: chance.pick([1, 2], 'ship within') },
    appeals: { withinDays: chance.pick([1, 3], 'appeal within'), most: chance.pick([1, 2], 'appeals') },
    reopening: { withinDays: 2 },
    repairs: { most: 2, mostDays: chance.pick([1, 20], 'repair days') },
  }
}
