/**
 * Defects that the simulator must find: each takes the place of one piece of the real source, in a build of its own. The
 * library itself holds no switch for them. A mutant whose piece is no longer in the source must be mended with it.
 */
export const mutants = [
  {
    name: 'a new key for every try',
    file: 'src/domain/refund/legs.ts',
    from: 'legKey(c.tenant, s.refundId, leg.legId, epoch)',
    to: 'legKey(c.tenant, s.refundId, leg.legId, leg.attempt + 1)',
  },
  {
    name: 'a time-out counts as a no',
    file: 'src/domain/refund/legs.ts',
    from: "{ type: 'RefundLegUnknown', data: { refundId: s.refundId, legId, epoch, checkAt: c.at } }",
    to: "{ type: 'RefundLegFailed', data: { refundId: s.refundId, legId, epoch, code: 'TIMEOUT' } }",
  },
  {
    name: 'a key is sent again after the provider forgot it',
    file: 'src/domain/refund/legs.ts',
    from: 'if (windowSeconds === undefined) return true',
    to: 'return true',
  },
  {
    name: 'what was never seen goes out under a new key',
    file: 'src/domain/refund/legs.ts',
    from: 'submitted(c, s, leg, epoch) : later',
    to: 'submitted(c, s, leg, epoch + 1) : later',
  },
  {
    name: 'being processed counts as paid',
    file: 'src/runtime/pay-leg.ts',
    from: 'wasInvalid: false } : answered(intent, answer.right)',
    to: `wasInvalid: false } : answered(intent, answer.right._tag === 'Processing'
      ? { ...answer.right, _tag: 'Succeeded', minor: intent.minor, currency: intent.currency } : answer.right)`,
  },
  {
    name: 'money that comes back is forgotten',
    file: 'src/domain/refund/answers.ts',
    from: 'if (!isPresent && !(epoch === leg.epoch && isDisputed(leg))) return nothing',
    to: 'return nothing',
  },
  {
    name: 'a payment is settled as often as it is told',
    file: 'src/domain/entitlement/money.ts',
    from: 'if (hold === undefined || hold.payments.has(paymentKey(data))) return nothing',
    to: 'if (hold === undefined) return nothing',
  },
  {
    name: 'what is reserved counts as free',
    file: 'src/domain/entitlement/state.ts',
    from: 't.captured - t.reserved - t.settled - t.external - t.disputed',
    to: 't.captured - t.external - t.disputed',
  },
  {
    name: 'units can be claimed twice',
    file: 'src/domain/entitlement/units.ts',
    from: 'if (quantity > free) return',
    to: 'if (quantity > free + 1_000) return',
  },
  {
    name: 'every refund is worth the whole line',
    file: 'src/domain/values/money.ts',
    from: 'return Math.max(due - taken, 0)',
    to: 'return total',
  },
  {
    name: 'a canceled request keeps its units',
    file: 'src/domain/reactions/case.ts',
    from: "  on('RequestCanceled', 'release-units-of-canceled', releaseUnits),\n",
    to: '',
  },
  {
    name: 'money of a refund that was given up stays reserved',
    file: 'src/domain/entitlement/money.ts',
    from: 'if (known === undefined || known.open.size < known.breakdown.tenders.length) return nothing',
    to: 'if (known === undefined || paid !== undefined) return nothing',
  },
  {
    name: 'one person approves twice',
    file: 'src/domain/refund/decider.ts',
    from: ' || s.approvals.some((a) => a.actorId === c.actor.id)',
    to: '',
  },
  {
    name: 'one person confirms what they proposed',
    file: 'src/domain/refund/steering.ts',
    from: 'by === c.actor.id || ',
    to: '',
  },
  {
    name: 'a second approval is never asked for',
    file: 'src/domain/refund/decider.ts',
    from: 'total > secondApprovalAbove ? 2 : 1',
    to: '1',
  },
  {
    name: 'an append whose answer was lost counts as written',
    file: 'src/runtime/handle-command.ts',
    from: "    if (result.left._tag === 'OutcomeUnknown') unknown = result.left\n",
    to: "    if (result.left._tag === 'OutcomeUnknown')\n      return E.right({ revision: expected === 'no_stream' ? batch.length - 1 : expected + batch.length, position: '' as never, write: 'fresh', atOnce: true })\n",
  },
  {
    name: 'a cached state may refuse',
    file: 'src/runtime/handle-command.ts',
    from: '      if (!fresh) continue\n',
    to: '',
  },
  {
    name: 'the checkpoint passes work that is not finished',
    file: 'src/runtime/workers/consumer.ts',
    from: '    inFlight += 1\n',
    to: '    inFlight += 1\n    progress.finished(ticket, () => after(event), [])\n    await commit()\n',
  },
  {
    name: 'rows are written without their checkpoint being ours',
    file: 'src/runtime/workers/progress.ts',
    from: "if (E.isRight(result) || result.left._tag !== 'CommitUnknown') return result",
    to: "if (E.isRight(result)) return result\n    if (result.left._tag === 'CheckpointMoved') return E.right(result.left.actual)",
  },
  {
    name: 'nobody waits for the answer of a provider',
    file: 'src/projections/timers.ts',
    from: 'return [put(answerDue(refundId, legId), dueAt(seen, answerDueAt), timer)]',
    to: 'return timer === undefined ? [] : []',
  },
  {
    name: 'the chain skips an event',
    file: 'src/runtime/stored-form.ts',
    from: 'link = linkAfter(link, id, revision, type, text, metadata)\n',
    to: 'link = linkAfter(head.link, id, revision, type, text, metadata)\n',
  },
]
