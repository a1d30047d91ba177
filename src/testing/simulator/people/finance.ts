/** What finance does: approve, and settle what the provider does not. */
import type { Api, Option, PeopleMeans } from './option.js'
import { sightOf } from './sight.js'

export const financeOf = ({ monitor, chance, standingOf }: PeopleMeans) => {
  const { refunds } = sightOf(monitor)

  const financeOptions = (me: string) => (): ReadonlyArray<Option> =>
    refunds().flatMap((r): ReadonlyArray<Option> => {
      const { refundId } = r
      if (r.status === 'pending_approval') {
        // Some try a second time; a well-meant approval by the same person is none.
        if (r.approvals.some((a) => a.actorId === me) && !chance.happens(0.2, `${me} again ${refundId}`)) return []
        return chance.happens(0.05, `declines ${refundId}`)
          ? [{ name: 'decline refund', do: (api, by) => api.refunds.decline({ refundId, code: 'NOT_DUE' }, by) }]
          : [{ name: 'approve refund', do: (api, by) => api.refunds.approve({ refundId }, by) }]
      }
      return r.legs.flatMap((leg): ReadonlyArray<Option> => {
        const { legId, epoch } = leg
        const isOwn = leg.proposedStep?.by === me
        if (leg.proposedStep !== undefined && (!isOwn || chance.happens(0.2, `${me} alone ${refundId}`, epoch)))
          return [{ name: 'confirm step', do: (api, by) => api.refunds.confirmLegStep({ refundId, legId }, by) }]
        const propose = (name: string, step: Parameters<Api['refunds']['proposeLegStep']>[0]['step']): Option => ({
          name,
          do: (api, by) => api.refunds.proposeLegStep({ refundId, legId, step }, by),
        })
        if (leg.status === 'needs_attention' && leg.proposedStep === undefined) {
          // Whoever settles by proof has looked at the provider's books.
          const standing = standingOf(leg.key!)
          if (standing === 'unpaid')
            return [propose('propose release', { _tag: 'Release', proof: `statement-${epoch}` })]
          return [
            { name: 'check leg', do: (api, by) => api.refunds.checkLeg({ refundId, legId }, by) },
            ...(standing === 'paid'
              ? [propose('propose confirmation', { _tag: 'ConfirmPaid', proof: `statement-${epoch}` })]
              : []),
          ]
        }
        if (leg.status !== 'failed' || leg.proposedStep !== undefined) return []
        if (epoch >= 4) return [propose('propose manual payment', { _tag: 'PayManually', proof: `transfer-${epoch}` })]
        const ways: Array<Option> = [
          { name: 'retry leg', do: (api, by) => api.refunds.retryLeg({ refundId, legId }, by) },
          propose('propose manual payment', { _tag: 'PayManually', proof: `transfer-${epoch}` }),
          propose('propose other way', {
            _tag: 'Reroute',
            via: { kind: 'bank_transfer', ref: `account-${epoch}` },
            consent: 'chat-17',
          }),
        ]
        if ((r.status === 'failed' || r.status === 'partially_succeeded') && r.abandonedFor === undefined)
          ways.push({ name: 'abandon', do: (api, by) => api.refunds.abandon({ refundId, code: 'GIVEN_UP' }, by) })
        return ways
      })
    })
  return financeOptions
}
