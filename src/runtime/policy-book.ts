/** The policies that a host gives at the start: which was in force when an order was placed, and each by its hash. */
import * as E from 'fp-ts/lib/Either.js'
import { border, type InvalidInput } from '../domain/kernel/border.js'
import { PolicySet, type PolicyRef } from '../domain/policy/policy-set.js'
import type { Instant } from '../domain/values/instant.js'
import { policyHash } from './digest.js'
import { ownCopy } from './own-copy.js'

export interface PublishedPolicy {
  readonly policy: PolicySet
  readonly ref: PolicyRef
}

export interface PolicyBook {
  readonly inForceAt: (instant: Instant) => PublishedPolicy | undefined
  readonly byRef: (ref: PolicyRef) => PublishedPolicy | undefined
}

const decode = border('PolicySet', PolicySet)

/**
 * Decodes policies, from JSON files for instance. Answers the first that is not valid, with field and limit.
 *
 * @example policiesFrom([JSON.parse(await readFile('policy.json', 'utf8'))])
 */
export const policiesFrom = (sets: ReadonlyArray<unknown>): E.Either<InvalidInput, PolicyBook> => {
  const published: Array<PublishedPolicy> = []
  for (const set of sets) {
    const decoded = decode(set)
    if (E.isLeft(decoded)) return decoded
    // The hash names what was published: whatever the host does with its object later, this stays.
    const policy = ownCopy(decoded.right)
    const { policyId, version } = policy
    published.push({ policy, ref: { policyId, version, hash: policyHash(policy) } })
  }
  // The youngest first; of two with the same start the higher version wins.
  const newestFirst = [...published].sort((a, b) =>
    a.policy.effectiveFrom === b.policy.effectiveFrom
      ? b.policy.version - a.policy.version
      : a.policy.effectiveFrom < b.policy.effectiveFrom
        ? 1
        : -1,
  )
  const byHash = new Map(published.map((one) => [one.ref.hash, one]))
  return E.right({
    inForceAt: (instant) => newestFirst.find((one) => one.policy.effectiveFrom <= instant),
    byRef: (ref) => byHash.get(ref.hash),
  })
}
