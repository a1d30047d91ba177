/** How the promises read a case: from its whole log and all its states. */
import type { RegisteredEntitlement } from '../../../src/domain/entitlement/index.js'
import type { DomainEvent } from '../../../src/domain/reactions/index.js'
import type { ProposedRefund } from '../../../src/domain/refund/index.js'
import type { PlannedRepair } from '../../../src/domain/repair/index.js'
import type { PlannedReplacement } from '../../../src/domain/replacement/index.js'
import type { OpenedRequest } from '../../../src/domain/request/index.js'
import type { AuthorizedReturn } from '../../../src/domain/return/index.js'
import type { CaseEvent } from '../../../src/testing/case-harness.js'
import type { Shop } from './shop.js'

export const sum = <A>(all: Iterable<A>, of: (one: A) => number): number =>
  [...all].reduce((total, one) => total + of(one), 0)

type Named<Type extends DomainEvent['type']> = Extract<DomainEvent, { readonly type: Type }>
export const all = <Type extends DomainEvent['type']>(log: ReadonlyArray<CaseEvent>, type: Type) =>
  log.flatMap((entry) =>
    entry.event.type === type ? [{ ...entry, data: entry.event.data as Named<Type>['data'] }] : [],
  )

export const statesOf = ({ harness }: Pick<Shop, 'harness'>) => ({
  order: harness.state('entitlement', 'o-1') as RegisteredEntitlement,
  requests: harness.idsOf('request').map((id) => harness.state('request', id) as OpenedRequest),
  returns: harness.idsOf('return').map((id) => harness.state('return', id) as AuthorizedReturn),
  replacements: harness.idsOf('replacement').map((id) => harness.state('replacement', id) as PlannedReplacement),
  repairs: harness.idsOf('repair').map((id) => harness.state('repair', id) as PlannedRepair),
  refunds: harness.idsOf('refund').map((id) => harness.state('refund', id) as ProposedRefund),
})
