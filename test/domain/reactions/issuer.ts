/**
 * Whoever issues benefits. It keeps books of its own: what is in them customers really have, or had, whether anybody heard
 * of it or not. A key is given once and taken back for ever; what it says of it may be late, repeated, or confused.
 */
import type { ProposedCompensation } from '../../../src/domain/compensation/index.js'
import type { BenefitAnswer } from '../../../src/domain/values/benefit.js'
import { benefitKey } from '../../../src/domain/values/ids.js'
import { totalOf } from '../../../src/domain/values/loss.js'
import { at, system } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/compensation.js'
import type { CaseCommands } from '../../../src/testing/case-harness.js'
import type { IssuedBenefit } from '../../../src/testing/simulated-benefits.js'
import type { Counter } from './counter.js'
import { pick } from './setting.js'

/** What became of a key. */
export type Benefit = Pick<IssuedBenefit, 'compensationId' | 'minor' | 'status'>
export type Issuer = ReturnType<typeof openIssuer>

/** A little later, and when nobody expects an answer any more. */
const LATER = ['02T12:05:00', '02T14:00:00', '03T12:00:00', '06T12:00:00'].map((text) => at(`2026-03-${text}.000Z`))
const WAITING = ['issuing', 'revoking']

export const openIssuer = ({ harness, tell, deliverAll }: Counter) => {
  const books = new Map<string, Benefit>()

  const stateOf = (id: string): ProposedCompensation | undefined => {
    const s = harness.state('compensation', id)
    return s.status === 'none' ? undefined : s
  }
  const keyOf = (id: string): string => benefitKey('main', id)
  /** Those that have a call under way, of which nobody knows the end. */
  const called = (): ReadonlyArray<ProposedCompensation> =>
    harness.idsOf('compensation').flatMap((id) => {
      const s = stateOf(id)
      return s !== undefined && WAITING.includes(s.status) ? [s] : []
    })

  const enter = (s: ProposedCompensation, status: Benefit['status']): void => {
    const { compensationId } = s
    books.set(keyOf(compensationId), { compensationId, minor: totalOf(s.shares), status })
  }
  /** It does what the last call wants, if that is still possible. */
  const obey = (s: ProposedCompensation): void => {
    const status = books.get(keyOf(s.compensationId))?.status
    if (s.call!.action === 'revoke') return status === 'used' || status === 'revoked' ? undefined : enter(s, 'revoked')
    // Money that was paid out is used; what came back may be paid again.
    if (status === undefined || status === 'came_back') enter(s, s.benefit.form === 'cash' ? 'used' : 'issued')
  }
  const standing = (s: ProposedCompensation): BenefitAnswer => {
    const has = { ref: `benefit-of-${s.compensationId}`, minor: totalOf(s.shares), currency: s.currency }
    switch (books.get(keyOf(s.compensationId))?.status) {
      case 'issued':
        return { _tag: 'Issued', ...has }
      case 'used':
        return { _tag: s.benefit.form === 'cash' && s.call!.action === 'issue' ? 'Issued' : 'Used', ...has }
      case 'revoked':
        return { _tag: 'Revoked' }
      default:
        return { _tag: 'Declined', code: 'nothing_there' }
    }
  }
  const say = (compensationId: string, command: CaseCommands['compensation']): void =>
    tell(
      'compensation',
      compensationId,
      (by) => ({ ...command, ...by, data: { ...command.data, compensationId } }) as typeof command,
      system,
    )
  const answer = (s: ProposedCompensation, what = standing(s), attempt = s.call!.attempt): void =>
    say(s.compensationId, given.issuerSays(what, attempt))

  const aboutACall = (s: ProposedCompensation, n: number, m: number): void => {
    const { compensationId, call } = s
    const { attempt, checks: check } = call!
    const status = books.get(keyOf(compensationId))?.status
    switch (m % 9) {
      case 0:
        return answer(s, { _tag: 'Processing' })
      case 1:
        // It is done, and the answer is lost.
        return obey(s)
      case 2:
        return say(compensationId, given.reportBenefitSilent({ attempt }, { at: pick(LATER, n) }))
      case 3: {
        const isNew = status === undefined || (status === 'issued' && call!.action === 'revoke')
        const found = pick(['silent', isNew ? 'not_done' : 'silent'] as const, n)
        return say(compensationId, given.benefitFinding({ attempt, check, found }, { at: pick(LATER, m) }))
      }
      case 4:
        // A definite no: of what was not given, or of taking back what the customer has.
        return status === 'revoked' || (call!.action === 'issue' && status !== undefined && status !== 'came_back')
          ? undefined
          : answer(s, { _tag: 'Declined', code: 'no' })
      case 5: {
        if (n % 3 !== 0) return
        obey(s)
        const wrong = standing(s)
        return answer(s, 'minor' in wrong ? { ...wrong, minor: wrong.minor + 1 } : wrong)
      }
      default:
        obey(s)
        return answer(s)
    }
  }

  /** What was called long ago arrives, or is told once more. */
  const aboutAnOldOne = (n: number, m: number): void => {
    const asked = harness.idsOf('compensation').filter((id) => stateOf(id)?.call !== undefined)
    const s = asked.length === 0 ? undefined : stateOf(pick(asked, n))
    if (s === undefined || !books.has(keyOf(s.compensationId))) return
    answer(s, standing(s), 1 + (m % s.call!.attempt))
  }

  return {
    books,
    statusOf: (compensationId: string) => books.get(keyOf(compensationId))?.status,
    /** The customer uses it, or a bank sends it back. */
    note: (compensationId: string, status: Benefit['status']): void => enter(stateOf(compensationId)!, status),
    act: (n: number, m: number): void => {
      const out = called()
      if (n % 4 === 0 || out.length === 0) aboutAnOldOne(n, m)
      else aboutACall(pick(out, n), n, m)
    },
    /** Every call is answered, and what waits for a person is told again. */
    settle: (n: number): void => {
      for (;;) {
        deliverAll(n)
        for (const id of harness.idsOf('compensation')) {
          const s = stateOf(id)
          if (s?.status === 'needs_attention' || (s?.status === 'failed' && s.call?.action === 'revoke'))
            tell('compensation', id, (by) => given.retryBenefit({ compensationId: id }, by), given.manager)
        }
        const out = called()
        if (out.length === 0) return
        for (const s of out) {
          obey(s)
          answer(s)
        }
      }
    },
  }
}
