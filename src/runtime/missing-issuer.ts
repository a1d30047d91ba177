/** Stands where a host gave no issuer of benefits: a definite no, to be tried again when there is one. */
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { BenefitIssuer } from '../ports/benefit-issuer.js'

const declined = () => TE.right({ _tag: 'Declined', code: 'NO_BENEFIT_ISSUER' } as const)

export const missingIssuer: BenefitIssuer = { issue: declined, revoke: declined, lookup: declined }
