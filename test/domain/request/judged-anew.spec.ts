/** An inspection that is judged anew, whatever has become of the case meanwhile. */
import { describe, it } from 'vitest'
import type { RequestCommand } from '../../../src/domain/request/index.js'
import { system } from '../../../src/testing/builders/build.js'
import { commandBuilder } from '../../../src/testing/builders/build.js'
import * as out from '../../../src/testing/builders/elsewhere.js'
import * as given from '../../../src/testing/builders/request.js'
import * as looks from '../../../src/testing/builders/second-look.js'
import * as stand from './situations.js'

type Revised = Extract<RequestCommand, { readonly type: 'RecordInspectionRevised' }>['data']
const { returnId } = given
const one = [{ lineId: 'shirt', quantity: 1 }]
const revised = commandBuilder<'RecordInspectionRevised', Revised>('RecordInspectionRevised', system, {
  ...{ returnId, inspectionId: 'i-1', revisionId: 'v-1', inspector: 'w-2' },
  ...{ added: [], withdrawn: [], reason: 'crack' },
})
const basis = { _tag: 'Revised', returnId, revisionId: 'v-1' } as const

/** One of two shirts was accepted and paid for; the customer does not agree with the rest. */
const paidInPart = stand
  .submittedUnder(stand.again)
  .given(given.requestAssessed())
  .after(given.approveRequest({}), given.startRemedies())
  .after(given.recordInspection({ lines: one }), given.recordReturnCompleted())
  .after(given.recordRefundEnd({ paid: 8_999 }))
const lookedAt = paidInPart.after(looks.appealRequest())

describe('A case that is looked at again, whose inspection is judged anew', () => {
  it('calls back what was accepted too much', () =>
    lookedAt.when(revised({ withdrawn: one })).thenTypes('BasisWithdrawn'))

  it('leaves to whoever decides what was accepted too little: no money falls due beside that look', () =>
    lookedAt.when(revised({ added: one })).then(out.goodsWithoutRefund({ basis })))

  it('hears both once', () => {
    lookedAt
      .after(revised({ added: one }))
      .when(revised({ added: one }))
      .thenNothing()
    lookedAt
      .after(revised({ withdrawn: one }))
      .when(revised({ withdrawn: one }))
      .thenNothing()
  })
})
