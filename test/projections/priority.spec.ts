/** How soon a piece of work wants a person: by what went wrong for the customer, and by who has the last word. */
import { describe, expect, it } from 'vitest'
import { Compensation } from '../../src/domain/compensation/index.js'
import { Refund } from '../../src/domain/refund/index.js'
import { Repair } from '../../src/domain/repair/index.js'
import { Replacement } from '../../src/domain/replacement/index.js'
import { Request } from '../../src/domain/request/index.js'
import { Return } from '../../src/domain/return/index.js'
import { PRIORITIES, priorityIn } from '../../src/projections/case-files/priority.js'
import * as arbitration from '../../src/testing/builders/arbitration.js'
import * as compensation from '../../src/testing/builders/compensation-events.js'
import * as refund from '../../src/testing/builders/refund.js'
import * as repair from '../../src/testing/builders/repair.js'
import * as request from '../../src/testing/builders/request.js'
import { requestReopened } from '../../src/testing/builders/second-look.js'
import { seen } from './every-event.js'

const KINDS = {
  ...{ request: Request, return: Return, refund: Refund },
  ...{ replacement: Replacement, repair: Repair, compensation: Compensation },
}

interface Told {
  readonly type: string
  readonly data: object
}

/** The priority of a piece after these events. */
const after = (kind: keyof typeof KINDS, ...events: ReadonlyArray<Told>): string => {
  const { initial, evolve } = KINDS[kind] as {
    readonly initial: { readonly status: string }
    readonly evolve: (state: unknown, event: Told) => { readonly status: string }
  }
  return priorityIn(kind, events.reduce(evolve, initial))
}

const submitted = [request.requestOpened(), request.submissionStarted(), request.requestSubmitted()]
const approved = [...submitted, request.requestAssessed(), request.requestApproved(), request.remediesStarted()]
const sent = [refund.refundProposed(), refund.refundReserved(), refund.refundApproved(), refund.refundLegSubmitted()]
const issuing = [
  ...[compensation.compensationProposed(), compensation.allowanceHeld(), compensation.compensationApproved()],
  ...[compensation.compensationOffered(), compensation.compensationAccepted(), compensation.benefitSubmitted()],
]
const typical = (...types: ReadonlyArray<string>): ReadonlyArray<Told> =>
  types.map((type) => seen(type).event as unknown as Told)

describe('Work is urgent', () => {
  it('while a platform decides about the request, and until its ruling is done', () => {
    const opened = [...approved, arbitration.platformCaseOpened()]
    expect(after('request', ...opened)).toBe('urgent')
    expect(after('request', ...opened, arbitration.caseDecided())).toBe('urgent')
    expect(after('request', ...opened, arbitration.platformCaseWithdrawn())).toBe('normal')
  })

  it('where nobody knows whether money was paid, or a benefit given', () => {
    expect(after('refund', ...sent, refund.refundLegNeedsAttention())).toBe('urgent')
    expect(after('compensation', ...issuing, compensation.benefitNeedsAttention())).toBe('urgent')
  })
})

describe('The priority of work is high', () => {
  it('where the customer had to come back', () => {
    const resolved = [...approved, ...typical('RequestResolved')]
    expect(after('request', ...resolved, requestReopened())).toBe('high')
  })

  it('where what was promised did not come', () => {
    const { legs } = refund.refundApproved().data
    const onOneLeg = sent.map((event) => ({ ...event, data: { ...event.data, legs: legs.slice(0, 1) } }))
    expect(after('refund', ...onOneLeg, refund.refundLegFailed())).toBe('high')
    const planned = typical('ReplacementPlanned', 'ReplacementReserved')
    expect(after('replacement', ...planned, ...typical('ReplacementOutOfStock'))).toBe('high')
    expect(after('repair', repair.repairPlanned(), repair.repairGoodsReceived(), repair.repairOverdue())).toBe('high')
  })
})

it('All other work is normal, and so is what is not there', () => {
  expect(after('request', ...submitted)).toBe('normal')
  expect(after('return', ...typical('ReturnAuthorized'))).toBe('normal')
  expect(after('refund', ...sent)).toBe('normal')
  expect(after('replacement', ...typical('ReplacementPlanned'))).toBe('normal')
  expect(after('repair', repair.repairPlanned())).toBe('normal')
  expect(after('compensation', ...issuing)).toBe('normal')
  expect(after('refund')).toBe('normal')
})

it('Every priority has words in both languages', () => {
  for (const { en, zh } of Object.values(PRIORITIES)) expect(en !== '' && /\p{Script=Han}/u.test(zh)).toBe(true)
})
