/**
 * An issuer of benefits in memory that keeps books: a test scripts what becomes of the next calls, and what it really
 * gave is what compensations are reconciled against. It remembers its keys for ever, as the port demands.
 */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import type { BenefitInstruction, BenefitIssuer, IssuerSilent } from '../ports/benefit-issuer.js'
import type { BenefitAnswer } from '../domain/values/benefit.js'

/**
 * `do`: what was asked. `decline`: a definite no. `process`: takes it and settles later. `lose_request`: never sees it.
 * `lose_answer`: does it, and the answer is lost. `garble`: answers nonsense. `hang`: no answer until the caller gives up.
 * `say`: answers with these words, whatever is true.
 */
export type IssuerBehavior =
  | { readonly _tag: 'do' }
  | { readonly _tag: 'decline'; readonly code: string }
  | { readonly _tag: 'process' }
  | { readonly _tag: 'lose_request' }
  | { readonly _tag: 'lose_answer' }
  | { readonly _tag: 'garble' }
  | { readonly _tag: 'hang' }
  | { readonly _tag: 'say'; readonly answer: BenefitAnswer }

export interface IssuedBenefit extends BenefitInstruction {
  readonly ref: string
  status: 'processing' | 'issued' | 'used' | 'came_back' | 'revoked'
}

export interface IssuerCall {
  readonly call: 'issue' | 'revoke' | 'lookup'
  readonly instruction: BenefitInstruction
}

export interface SimulatedBenefits extends BenefitIssuer {
  readonly calls: ReadonlyArray<IssuerCall>
  /** What was given, once per key. */
  readonly given: ReadonlyMap<string, IssuedBenefit>
  /** What the next calls to issue or revoke meet. */
  readonly script: (...behaviors: ReadonlyArray<IssuerBehavior>) => void
  /** From now on nobody can ask, until it is set back. */
  readonly hush: (isMute: boolean) => void
  readonly settle: (key: string) => void
  /** The customer uses it. */
  readonly use: (key: string) => void
  /** What was paid out comes back; the same key may pay it again. */
  readonly comeBack: (key: string) => void
  /** What customers have in hand or have used, in minor units. */
  readonly total: () => number
}

type Said = E.Either<IssuerSilent, BenefitAnswer>

const silent = (reason: string): E.Either<IssuerSilent, never> => E.left({ _tag: 'IssuerSilent', reason })

const standing = ({ ref, minor, currency, status }: IssuedBenefit): BenefitAnswer => {
  switch (status) {
    case 'processing':
      return { _tag: 'Processing' }
    case 'issued':
      return { _tag: 'Issued', ref, minor, currency }
    case 'used':
      return { _tag: 'Used', ref, minor, currency }
    case 'came_back':
      return { _tag: 'Declined', code: 'came_back' }
    case 'revoked':
      return { _tag: 'Revoked' }
  }
}

export const simulatedBenefits = (): SimulatedBenefits => {
  const given = new Map<string, IssuedBenefit>()
  const calls: Array<IssuerCall> = []
  const scripted: Array<IssuerBehavior> = []
  let isMute = false

  const issue = (i: BenefitInstruction, status: IssuedBenefit['status'] = 'issued'): BenefitAnswer => {
    const known = given.get(i.key)
    if (known?.status === 'came_back') known.status = status
    if (known !== undefined) return standing(known)
    const benefit = { ...i, ref: `benefit_${given.size + 1}`, status }
    given.set(i.key, benefit)
    return standing(benefit)
  }
  const revoke = (i: BenefitInstruction): BenefitAnswer => {
    const known = given.get(i.key)
    // Void for ever: a call to issue that comes late finds it so.
    if (known === undefined) given.set(i.key, { ...i, ref: 'never_issued', status: 'revoked' })
    if (known === undefined) return { _tag: 'Revoked' }
    if (known.status === 'issued' || known.status === 'came_back') known.status = 'revoked'
    return standing(known)
  }

  const perform = (
    call: 'issue' | 'revoke',
    i: BenefitInstruction,
    signal: AbortSignal | undefined,
  ): Said | Promise<Said> => {
    const does = (): BenefitAnswer => (call === 'issue' ? issue(i) : revoke(i))
    const behavior = scripted.shift() ?? { _tag: 'do' }
    switch (behavior._tag) {
      case 'do':
        return E.right(does())
      case 'decline': {
        // Who has given something under the key says so; declined is what is asked for the first time, or came back.
        const before = call === 'issue' ? given.get(i.key) : undefined
        const isGiven = before !== undefined && before.status !== 'came_back'
        return E.right(isGiven ? standing(before) : { _tag: 'Declined', code: behavior.code })
      }
      case 'process':
        return E.right(call === 'issue' ? issue(i, 'processing') : { _tag: 'Processing' })
      case 'lose_request':
        return silent('the request was lost')
      case 'lose_answer':
        does()
        return silent('the answer was lost')
      case 'garble':
        return E.right({ _tag: 'Done' } as unknown as BenefitAnswer)
      case 'hang':
        return new Promise((resolve) =>
          signal?.addEventListener('abort', () => resolve(silent('the caller gave up')), { once: true }),
        )
      case 'say':
        return E.right(behavior.answer)
    }
  }

  const called =
    (call: 'issue' | 'revoke') => (instruction: BenefitInstruction, signal?: AbortSignal) => (): Promise<Said> => {
      calls.push({ call, instruction })
      return Promise.resolve(perform(call, instruction, signal))
    }
  const known = (key: string): IssuedBenefit => {
    const benefit = given.get(key)
    assert.ok(benefit !== undefined, `nothing was given under ${key}`)
    return benefit
  }

  return {
    calls,
    given,
    script: (...behaviors) => {
      scripted.push(...behaviors)
    },
    hush: (mute) => {
      isMute = mute
    },
    settle: (key) => {
      known(key).status = 'issued'
    },
    use: (key) => {
      known(key).status = 'used'
    },
    comeBack: (key) => {
      known(key).status = 'came_back'
    },
    total: () =>
      [...given.values()].reduce(
        (sum, { status, minor }) => (status === 'revoked' || status === 'came_back' ? sum : sum + minor),
        0,
      ),
    issue: called('issue'),
    revoke: called('revoke'),
    lookup: (instruction) => () => {
      calls.push({ call: 'lookup', instruction })
      if (isMute) return Promise.resolve(silent('nobody answers'))
      const benefit = given.get(instruction.key)
      return Promise.resolve(E.right(benefit === undefined ? { _tag: 'NeverSeen' } : standing(benefit)))
    },
  }
}
