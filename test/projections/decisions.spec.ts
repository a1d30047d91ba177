/** How a request was decided, told over all looks at it. */
import { describe, expect, it } from 'vitest'
import { after, approved, asked, at, lines, type Story } from './request-story.js'

describe('How a request was decided', () => {
  it.each<[string, Story, string, ReadonlyArray<object>]>([
    ['all of it', [asked(2), approved(2)], 'approved', []],
    ['a part of it', [asked(2), approved(1, lines(1))], 'partly_approved', lines(1)],
    ['nothing of it', [asked(2), 'RequestRejected'], 'rejected', lines(2)],
    ['the rest on appeal', [asked(2), approved(1, lines(1)), 'AppealFiled', asked(1), approved(1)], 'approved', []],
    [
      'a part of it on appeal',
      [asked(2), 'RequestRejected', 'AppealFiled', asked(1), approved(1)],
      'partly_approved',
      lines(1),
    ],
    [
      'nothing more on appeal',
      [asked(2), approved(1, lines(1)), 'AppealFiled', asked(1), 'RequestRejected'],
      'partly_approved',
      lines(1),
    ],
    [
      'nothing on appeal either',
      [asked(2), 'RequestRejected', 'AppealFiled', asked(2), 'RequestRejected'],
      'rejected',
      lines(2),
    ],
    [
      'all of it, and nothing of another fault',
      [asked(2), approved(2), 'RequestReopened', asked(1), 'RequestRejected'],
      'partly_approved',
      lines(1),
    ],
    ['all of it by a ruling', [asked(2), 'RequestRejected', 'CaseDecided', asked(2), approved(2)], 'approved', []],
    ['all of it after it had expired', [asked(2), 'RequestExpired', asked(2), approved(2)], 'approved', []],
  ])('is told over all looks at it: %s', (_, story, outcome, declined) => {
    const row = after(...story)
    expect([row.outcome, row.declined]).toEqual([outcome, declined])
    expect(row).not.toHaveProperty('underReview')
  })

  it.each<[string, Story]>([
    ['AppealWithdrawn', ['AppealFiled', asked(1), 'AppealWithdrawn']],
    ['SubmissionRefused', ['AppealFiled', asked(1), 'SubmissionRefused']],
  ])('stands after %s as it did before', (_, look) => {
    const row = after(asked(2), approved(1, lines(1)), ...look)
    expect(row).toMatchObject({ outcome: 'partly_approved', declined: lines(1), appeals: [{ end: 'dropped' }] })
    expect(row).not.toHaveProperty('underReview')
  })

  it.each<[string, Story, string]>([
    ['open', [], 'open'],
    ['granted', [asked(1), approved(1)], 'granted'],
    ['granted in part', [asked(2), approved(1, lines(1))], 'partly_granted'],
    ['rejected', [asked(1), 'RequestRejected'], 'rejected'],
  ])('tells of an appeal when it was filed, and that it is %s', (_, story, end) =>
    expect(after(asked(2), 'RequestRejected', 'AppealFiled', ...story).appeals).toEqual([{ filedAt: at(3), end }]),
  )

  it.each<[string, Story, string]>([
    ['is open', [], 'open'],
    ['ended for the customer', [['CaseDecided', { data: { caseId: 'TB-1', inFavorOf: 'customer' } }]], 'for_customer'],
    ['ended for the shop', [['CaseDecided', { data: { caseId: 'TB-1', inFavorOf: 'shop' } }]], 'for_shop'],
    ['was withdrawn', [['PlatformCaseWithdrawn', { data: { caseId: 'TB-1' } }]], 'withdrawn'],
  ])('tells of a platform case that it %s', (_, story, end) => {
    const opened = ['PlatformCaseOpened', { data: { caseId: 'TB-1', platform: 'taobao' } }] as const
    const one = { caseId: 'TB-1', platform: 'taobao' }
    expect(after(opened, ...story).platformCases).toEqual([{ ...one, openedAt: at(1), end }])
    // The same name once more is another case; the first keeps its end.
    if (end !== 'open')
      expect(after(opened, ...story, opened).platformCases).toEqual([
        { ...one, openedAt: at(1), end },
        { ...one, openedAt: at(3), end: 'open' },
      ])
  })
})
