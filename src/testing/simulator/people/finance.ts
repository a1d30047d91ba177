/** What finance does: approve, and settle what the provider does not. Money that is owed: `owed.ts`. */
import { paidBackOnFailed } from '../../../domain/refund/receivables.js'
import { option, type Api, type Option, type PeopleMeans } from './option.js'
import { owedOf } from './owed.js'
import { sightOf } from './sight.js'

export const financeOf = (means: PeopleMeans) => {
  const { chance, standingOf } = means
  const { refunds } = sightOf(means)
  const owedOptions = owedOf(means)

  const payments = (me: string): ReadonlyArray<Option> =>
    refunds().flatMap((r): ReadonlyArray<Option> => {
      const { refundId } = r
      if (r.status === 'pending_approval') {
        // Some try a second time; a well-meant approval by the same person is none.
        if (r.approvals.some((a) => a.actorId === me) && !chance.happens(0.2, `${me} again ${refundId}`)) return []
        return chance.happens(0.05, `declines ${refundId}`)
          ? [option('decline refund', refundId, (api, by) => api.refunds.decline({ refundId, code: 'NOT_DUE' }, by))]
          : [option('approve refund', refundId, (api, by) => api.refunds.approve({ refundId }, by))]
      }
      return r.legs.flatMap((leg): ReadonlyArray<Option> => {
        const { legId, epoch } = leg
        const about = `${refundId} ${legId} ${epoch}`
        const isOwn = leg.proposedStep?.by === me
        if (leg.proposedStep !== undefined && (!isOwn || chance.happens(0.2, `${me} alone ${refundId}`, epoch)))
          return [option('confirm step', about, (api, by) => api.refunds.confirmLegStep({ refundId, legId }, by))]
        const propose = (name: string, step: Parameters<Api['refunds']['proposeLegStep']>[0]['step']): Option =>
          option(name, about, (api, by) => api.refunds.proposeLegStep({ refundId, legId, step }, by))
        if (leg.status === 'needs_attention' && leg.proposedStep === undefined) {
          // Whoever settles by proof has looked at the provider's books.
          const standing = standingOf(leg.key!)
          if (standing === 'unpaid')
            return [propose('propose release', { _tag: 'Release', proof: `statement-${epoch}` })]
          return [
            option('check leg', about, (api, by) => api.refunds.checkLeg({ refundId, legId }, by)),
            ...(standing === 'paid'
              ? [propose('propose confirmation', { _tag: 'ConfirmPaid', proof: `statement-${epoch}` })]
              : []),
          ]
        }
        if (leg.status !== 'failed' || leg.proposedStep !== undefined) return []
        if (epoch >= 4) return [propose('propose manual payment', { _tag: 'PayManually', proof: `transfer-${epoch}` })]
        const ways: Array<Option> = [
          option('retry leg', about, (api, by) => api.refunds.retryLeg({ refundId, legId }, by)),
          propose('propose manual payment', { _tag: 'PayManually', proof: `transfer-${epoch}` }),
          propose('propose other way', {
            _tag: 'Reroute',
            via: { kind: 'bank_transfer', ref: `account-${epoch}` },
            consent: 'chat-17',
          }),
        ]
        const isStuck = r.status === 'failed' || r.status === 'partially_succeeded'
        if (isStuck && r.abandonedFor === undefined && paidBackOnFailed(r) === undefined)
          ways.push(option('abandon', about, (api, by) => api.refunds.abandon({ refundId, code: 'GIVEN_UP' }, by)))
        return ways
      })
    })
  return (me: string) => (): ReadonlyArray<Option> => [...payments(me), ...owedOptions(me)]
}
