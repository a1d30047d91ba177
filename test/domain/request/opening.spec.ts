import { describe, expect, it } from 'vitest'
import { clear } from '../../../src/domain/kernel/personal.js'
import { agent, customer } from '../../../src/testing/builders/build.js'
import {
  editRequest,
  openRequest,
  requestEdited,
  requestOpened,
  assessRequest,
} from '../../../src/testing/builders/request.js'
import { draft, everyStatus, notNow, request } from './situations.js'

const line = (lineId: string, reason = 'QL_DEFECTIVE') => ({ lineId, quantity: 1, reason })

describe('Opening a request', () => {
  it('records who asks for what, and why', () => request.when(openRequest()).then(requestOpened()))

  it('seals the note of the customer, whoever wrote it down', () =>
    request
      .when(openRequest({ note: 'A seam is open' }, { actor: agent }))
      .then(requestOpened({ openedBy: { kind: 'agent', id: 'a-1' }, note: clear('c-1', { note: 'A seam is open' }) })))

  it('is not for other customers', () =>
    request.when(openRequest({}, { actor: { kind: 'customer', id: 'c-2' } })).thenRejected({ _tag: 'NotOwner' }))

  it('names each line once', () =>
    request
      .when(openRequest({ lines: [line('shirt'), line('mug'), line('shirt')] }))
      .thenRejected({ _tag: 'LinesRepeated', lineId: 'shirt' }))

  it('takes only reasons that the policy knows', () =>
    request
      .when(openRequest({ lines: [line('shirt', 'MOON_PHASE')] }))
      .thenRejected({ _tag: 'ReasonUnknown', reason: 'MOON_PHASE' }))

  it('wants a note where the reason alone does not tell enough', () => {
    const lines = [line('shirt', 'OT_OTHER')]
    request.when(openRequest({ lines })).thenRejected({ _tag: 'ReasonRequiresNote', reason: 'OT_OTHER' })
    request.when(openRequest({ lines, note: 'It hums' })).thenTypes('RequestOpened')
  })

  it('under an id that is taken is refused, whatever became of the other request', () => {
    for (const [, there] of everyStatus) there.when(openRequest()).thenRejected({ _tag: 'RequestIdTaken' })
  })
})

describe('A request that nobody opened', () => {
  it.each([editRequest(), assessRequest()])('is unknown to $type', (command) =>
    request.when(command).thenRejected({ _tag: 'RequestUnknown' }),
  )
})

describe('Editing a draft', () => {
  it('changes what is said and keeps the rest', () => {
    draft.when(editRequest({ remedy: 'refund_only' })).then(requestEdited({ remedy: 'refund_only' }))
    draft.when(editRequest({ lines: [line('mug')] })).then(requestEdited({ lines: [line('mug')] }))
    draft
      .when(editRequest({ remedy: 'refund_only' }))
      .thenState((s) => expect(s).toMatchObject({ status: 'draft', remedy: 'refund_only', hasNote: false }))
  })

  // Bug: the same edit again was written again.
  it('to what it says already changes nothing', () => {
    const shirt = { lineId: 'shirt', quantity: 3, reason: 'QL_DEFECTIVE' }
    draft.when(editRequest()).thenNothing()
    draft.when(editRequest({ remedy: 'return_refund', lines: [shirt] })).thenNothing()
    for (const changed of [{ lineId: 'mug' }, { quantity: 2 }, { reason: 'CM_CHANGED_MIND' }])
      draft.when(editRequest({ lines: [{ ...shirt, ...changed }] })).thenTypes('RequestEdited')
    draft.when(editRequest({ lines: [shirt, line('mug')] })).thenTypes('RequestEdited')
  })

  it('checks the lines as opening did', () =>
    draft
      .when(editRequest({ lines: [line('mug'), line('mug')] }))
      .thenRejected({ _tag: 'LinesRepeated', lineId: 'mug' }))

  it('accepts a reason that needs a note together with the note, or after it', () => {
    const other = { lines: [line('shirt', 'OT_OTHER')] }
    draft.when(editRequest(other)).thenRejected({ _tag: 'ReasonRequiresNote', reason: 'OT_OTHER' })
    draft
      .when(editRequest({ ...other, note: 'It hums' }))
      .then(requestEdited({ ...other, note: clear('c-1', { note: 'It hums' }) }))
    draft
      .after(editRequest({ note: 'It hums' }), editRequest())
      .when(editRequest(other))
      .thenTypes('RequestEdited')
    request
      .after(openRequest({ note: 'It hums' }))
      .when(editRequest(other))
      .thenTypes('RequestEdited')
  })

  it('is not for other customers', () =>
    draft.when(editRequest({}, { actor: { ...customer, id: 'c-2' } })).thenRejected({ _tag: 'NotOwner' }))

  it.each(everyStatus.filter(([status]) => status !== 'draft'))('ends with the draft: not while %s', (status, there) =>
    there.when(editRequest()).thenRejected(notNow(status)),
  )
})
