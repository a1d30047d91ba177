/** How the promises read a case: from its whole log and all its states. */
import type { ProposedCompensation } from '../../../src/domain/compensation/index.js'
import type { RegisteredEntitlement } from '../../../src/domain/entitlement/index.js'
import type { DomainEvent } from '../../../src/domain/reactions/index.js'
import type { ProposedRefund } from '../../../src/domain/refund/index.js'
import type { PlannedRepair } from '../../../src/domain/repair/index.js'
import type { PlannedReplacement } from '../../../src/domain/replacement/index.js'
import type { OpenedRequest } from '../../../src/domain/request/index.js'
import type { AuthorizedReturn } from '../../../src/domain/return/index.js'
import type { CaseEvent, CaseKind } from '../../../src/testing/case-harness.js'
import type { Shop } from './shop.js'

type Named<Type extends DomainEvent['type']> = Extract<DomainEvent, { readonly type: Type }>
export const all = <Type extends DomainEvent['type']>(log: ReadonlyArray<CaseEvent>, type: Type) =>
  log.flatMap((entry) =>
    entry.event.type === type ? [{ ...entry, data: entry.event.data as Named<Type>['data'] }] : [],
  )

/** Each list is read when it is asked for: most promises look at one or two. */
export const statesOf = ({ harness }: Pick<Shop, 'harness'>) => {
  const of = <State>(kind: CaseKind) => harness.idsOf(kind).map((id) => harness.state(kind, id) as State)
  return {
    get order() {
      return harness.state('entitlement', 'o-1') as RegisteredEntitlement
    },
    get requests() {
      return of<OpenedRequest>('request')
    },
    get returns() {
      return of<AuthorizedReturn>('return')
    },
    get replacements() {
      return of<PlannedReplacement>('replacement')
    },
    get repairs() {
      return of<PlannedRepair>('repair')
    },
    get compensations() {
      return of<ProposedCompensation>('compensation')
    },
    get refunds() {
      return of<ProposedRefund>('refund')
    },
  }
}
