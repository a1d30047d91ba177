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
    from: 't.captured + t.back - t.reserved - t.settled - t.external - t.disputed',
    to: 't.captured + t.back - t.external - t.disputed',
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
    from: '    releaseUnits(data),\n    ...stopGoodsOut(data, data.reason),\n',
    to: '    ...stopGoodsOut(data, data.reason),\n',
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
    file: 'src/runtime/append-with-retry.ts',
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
    file: 'src/runtime/workers/one-run.ts',
    from: '    inFlight += 1\n',
    to: '    inFlight += 1\n    progress.finished(ticket, () => after(event), [])\n    await commit()\n',
  },
  {
    name: 'rows are written without their checkpoint being ours',
    file: 'src/runtime/workers/progress.ts',
    from: 'const committed = await readModels.commit(asked)()',
    to: `const first = await readModels.commit(asked)()
          const isMoved = E.isLeft(first) && first.left._tag === 'CheckpointMoved'
          const committed = isMoved ? await readModels.commit({ ...asked, expected: first.left.actual })() : first`,
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
  {
    name: 'an appeal is decided by whoever decided before',
    file: 'src/domain/request/review.ts',
    from: "s.secondLook?.why === 'appeal' && (",
    to: "s.secondLook?.why === 'ruling' && (",
  },
  {
    name: 'a second look is granted without free units',
    file: 'src/domain/entitlement/units.ts',
    from: 'if (refusal !== undefined)\n',
    to: 'if (refusal !== undefined && known === undefined)\n',
  },
  {
    name: 'an appeal that was withdrawn keeps its units',
    file: 'src/domain/reactions/case.ts',
    from: "  on('AppealWithdrawn', 'release-units-of-appeal', releaseUnits),\n",
    to: '',
  },
  {
    name: 'a replacement ships although its difference is not secured',
    file: 'src/domain/replacement/reserving.ts',
    from: 'const isOwed = net > securedOf(s)\n',
    to: 'const isOwed = net < 0 && net > securedOf(s)\n',
  },
  {
    name: 'goods and money: what went out is not taken off',
    file: 'src/domain/request/owed.ts',
    from: "return minor > 0 ? [...deductions, { kind: 'replacement', minor }] : deductions",
    to: 'return deductions',
  },
  {
    name: 'more is recovered than was held',
    file: 'src/domain/replacement/decision.ts',
    from: 'const minor = Math.min(s.advance.security.minor, unpaidOf(s))',
    to: 'const minor = unpaidOf(s)',
  },
  {
    name: 'a security is kept although the goods are back',
    file: 'src/domain/replacement/decision.ts',
    from: 'minor === 0)) return securityBack(s)',
    to: 'minor === 0)) return []',
  },
  {
    name: 'a second parcel overwrites the first',
    file: 'src/domain/return/evolve.ts',
    from: 'received: line.received + by.quantity',
    to: 'received: by.quantity',
  },
  {
    name: 'what is judged down stays paid',
    file: 'src/domain/request/judged-anew.ts',
    from: 'withdrawn) })] : called\n',
    to: 'withdrawn) })] : called.slice(1)\n',
  },
  {
    name: 'a case closes while its goods are out',
    file: 'src/domain/request/remedies.ts',
    from: '  elsewhereDone(s) &&\n',
    to: '',
  },
  {
    name: 'who got money from the bank, too, owes nothing',
    file: 'src/domain/entitlement/overpaid.ts',
    from: 'return paidBefore(s, event.data.chargebackId)',
    to: 'return []',
  },
  {
    name: 'goodwill has no cap',
    file: 'src/domain/allowance/losses.ts',
    from: 'already + more > cap ?',
    to: 'already + more > cap * 1_000 ?',
  },
  {
    name: 'one loss is made good as often as it is claimed',
    file: 'src/domain/allowance/losses.ts',
    from: 'const minor = share.minor - (before.get(slotOf(share)) ?? 0)',
    to: 'const minor = share.minor',
  },
  {
    name: 'a budget is overdrawn',
    file: 'src/domain/allowance/decider.ts',
    from: 'if (limited > freeOf(s) ||',
    to: 'if (limited > freeOf(s) + 1_000_000 ||',
  },
  {
    name: 'what is taken back stays in the budget',
    file: 'src/domain/reactions/compensation.ts',
    from: "  on('CompensationRevoked', 'return-allowances-of-revoked', giveBack),\n",
    to: '',
  },
  {
    name: 'a benefit goes out under a new key for every try',
    file: 'src/domain/compensation/issuing.ts',
    from: 'key: benefitKey(c.tenant, s.compensationId)',
    to: "key: benefitKey(c.tenant, s.compensationId + ' ' + attemptsOf(s))",
  },
  {
    name: 'an issuer that is silent has said no',
    file: 'src/domain/compensation/issuing.ts',
    from: "{ type: 'BenefitUnknown', data: { compensationId, attempt, checkAt: c.at } }",
    to: "{ type: 'CompensationIssueFailed', data: { compensationId, attempt, code: 'TIMEOUT' } }",
  },
]
