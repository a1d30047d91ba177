import { describe, expect, it } from 'vitest'
import { Notice, type NoticeCommand } from '../../../src/domain/notice/index.js'
import { noticeWords, type NoticeError } from '../../../src/domain/notice/errors.js'
import { describeWith } from '../../../src/domain/kernel/sentence.js'
import { agent, customer, envelope } from '../../../src/testing/builders/build.js'
import { refundId } from '../../../src/testing/builders/refund.js'
import { spec } from '../../../src/testing/spec.js'

const id = { provider: 'stripe', noticeId: 'evt_1' }
const kept = { ...id, reference: 're_1', answer: { _tag: 'Processing', providerRef: 're_1' } } as const
const of = { ...id, refundId, legId: 'card', epoch: 1 }
const by = { facts: undefined, ...envelope({ actor: agent }) }
const quarantine: NoticeCommand = { type: 'QuarantineNotice', data: kept, ...by }
const match: NoticeCommand = { type: 'MatchNotice', data: of, ...by }
const discard: NoticeCommand = { type: 'DiscardNotice', data: { ...id, reason: 'TEST' }, ...by }

const notice = spec(Notice)
const quarantined = notice.after(quarantine)
const matched = quarantined.after(match)
const discarded = quarantined.after(discard)
const describeError = describeWith(noticeWords)

describe('A notice that nobody can use yet', () => {
  it('is kept, once', () => {
    notice.when(quarantine).then({ type: 'NoticeQuarantined', data: kept })
    for (const there of [quarantined, matched, discarded]) there.when(quarantine).thenNothing()
  })

  it('ends when its refund is found', () => {
    quarantined.when(match).then({ type: 'NoticeMatched', data: of })
    for (const there of [notice, matched, discarded]) there.when(match).thenNothing()
  })

  it('or when a person discards it, with a reason', () => {
    quarantined.when(discard).then({ type: 'NoticeDiscarded', data: { ...id, reason: 'TEST', by: 'a-1' } })
    discarded.when(discard).thenNothing()
    quarantined.when({ ...discard, actor: customer }).thenRejected({ _tag: 'NoticeForStaffOnly' })
  })

  it.each([
    ['none', notice],
    ['matched', matched],
  ] as const)('and not when it is %s', (status, there) =>
    there.when(discard).thenRejected({ _tag: 'NoticeNotQuarantined', status }),
  )

  it('has ended then', () =>
    expect([notice, quarantined, matched, discarded].map(({ state }) => Notice.isTerminal(state))).toEqual([
      ...[false, false, true, true],
    ]))
})

describe('A no of a notice', () => {
  it.each<NoticeError>([
    { _tag: 'NoticeNotQuarantined', status: 'none' },
    { _tag: 'NoticeNotQuarantined', status: 'matched' },
    { _tag: 'NoticeForStaffOnly' },
  ])('says in two languages what is wrong: $_tag $status', (error) => {
    const said = describeError(error)
    expect(said.code).toMatch(/^NOTICE\.[A-Z_]+$/)
    expect(said.en).toMatch(/^[A-Z].*\.$/)
    expect(said.zh).toMatch(/[\u4e00-\u9fff].*。$/)
  })
})
