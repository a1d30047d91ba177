/** Not everybody is content: appeals, reopened and merged cases, platforms and their rulings, the survey. */
import { testsIn, type Chapter } from './row.js'

const closedCase = testsIn('acceptance/a-closed-case-is-reversed')
const arbitration = testsIn('domain/request/arbitration')
const evidence = testsIn('domain/request/evidence')
const merging = testsIn('domain/request/merging')
const secondLook = testsIn('domain/request/second-look')

export const lookingAgain: Chapter = {
  title: 'Second looks, platforms and the survey',
  rows: [
    {
      what: 'appeal what was not granted',
      by: 'customer, staff for them',
      command: 'AppealRequest',
      call: 'requests.appeal',
      events: { AppealFiled: secondLook('asks the order for the units anew, under the terms of the first time') },
      failures: {
        AppealNotOffered: secondLook('is possible only where the policy offers it, and as often as it says'),
        AppealWindowClosed: secondLook('is possible to the instant, and not after it'),
        AppealLimit: secondLook('is possible only where the policy offers it, and as often as it says'),
        NothingLeftToReview: secondLook('is about what was not granted, and no more'),
        UnitsAlreadyClaimed: closedCase('stays as it was when its units are gone'),
        AnswerPending: secondLook('asks the order for the units anew, under the terms of the first time'),
      },
    },
    {
      what: 'reopen an ended case',
      by: 'staff, with a reason',
      command: 'ReopenRequest',
      call: 'requests.reopen',
      events: { RequestReopened: secondLook('is for staff, in its window, and gives a reason') },
      failures: {
        ReopenNotOffered: secondLook('is for staff, in its window, and gives a reason'),
        ReopenWindowClosed: secondLook('is for staff, in its window, and gives a reason'),
        RequestForStaffOnly: secondLook('is for staff, in its window, and gives a reason'),
      },
    },
    {
      what: 'merge a wish that was made twice',
      by: 'staff',
      command: 'MergeRequest',
      call: 'requests.merge',
      events: { RequestMerged: merging('is one case: the second ends, and its evidence goes to the first') },
      failures: {
        NotTheSameCase: merging('is seen by staff, of the same customer and order, while both are open'),
        RequestForStaffOnly: merging('is seen by staff, of the same customer and order, while both are open'),
        RequestNotOpen: merging('is seen by staff, of the same customer and order, while both are open'),
        TooMuchEvidence: merging('is seen by staff, of the same customer and order, while both are open'),
      },
    },
    {
      what: 'take in what was merged',
      by: 'the merged request; one that it was merged into and that is over',
      command: 'RecordDuplicate',
      events: {
        DuplicateMerged: merging('is one case: the second ends, and its evidence goes to the first'),
        RequestReopened: merging('is undone where it comes back to: the request is submitted again, under its terms'),
      },
      failures: 'told again it is silent; where this one is over, the word goes on or back',
    },
    {
      what: 'bring the case before a platform',
      by: 'platform, staff',
      command: 'OpenPlatformCase',
      call: 'requests.openPlatformCase',
      events: { PlatformCaseOpened: arbitration('is opened by staff or the platform, once') },
      failures: {
        RequestForStaffOnly: arbitration('is opened by staff or the platform, once'),
        RequestNotOpen: arbitration('is not opened while the request is %s'),
      },
    },
    {
      what: 'open a round of evidence',
      by: 'platform, staff',
      command: 'OpenCaseRound',
      call: 'requests.openCaseRound',
      events: { CaseRoundOpened: arbitration('hears both sides in rounds that are open for 60 days at most') },
      failures: {
        RequestForStaffOnly: arbitration('hears both sides in rounds that are open for 60 days at most'),
        DueOutOfRange: arbitration('hears both sides in rounds that are open for 60 days at most'),
        PlatformCaseUnknown: arbitration('is one case: another id is another case'),
        TriedTooOften: arbitration('holds two hundred pieces at most, and twenty rounds'),
      },
    },
    {
      what: 'file evidence for one side',
      by: 'customer, staff, platform',
      command: 'FileCaseEvidence',
      call: 'requests.fileCaseEvidence',
      events: { CaseEvidenceFiled: arbitration('takes evidence in an open round only, each piece once') },
      failures: {
        NoCaseRound: arbitration('takes evidence in an open round only, each piece once'),
        EvidenceTooLate: arbitration('takes evidence in an open round only, each piece once'),
        TooMuchEvidence: arbitration('holds two hundred pieces at most, and twenty rounds'),
        PlatformCaseUnknown: arbitration('is one case: another id is another case'),
      },
    },
    {
      what: 'withdraw the platform case',
      by: 'platform, staff, customer',
      command: 'WithdrawPlatformCase',
      call: 'requests.withdrawPlatformCase',
      events: {
        PlatformCaseWithdrawn: arbitration(
          'pays nothing new: what is accepted meanwhile waits, and falls due when it is withdrawn',
        ),
      },
      failures: { PlatformCaseUnknown: arbitration('is one case: another id is another case') },
    },
    {
      what: 'record a ruling',
      by: 'platform, staff',
      command: 'RecordRuling',
      call: 'requests.recordRuling',
      events: { CaseDecided: arbitration('names who was silent in the last round, once it is over') },
      failures: {
        RulingWithoutRemedy: arbitration(
          'says what the customer gets, within what was asked for; an id stands for one ruling',
        ),
        RulingIdTaken: arbitration(
          'says what the customer gets, within what was asked for; an id stands for one ruling',
        ),
        ExceedsRequested: arbitration(
          'says what the customer gets, within what was asked for; an id stands for one ruling',
        ),
        PlatformCaseUnknown: arbitration('is one case: another id is another case'),
      },
    },
    {
      what: 'do what was ruled',
      by: 'the ruling; staff where the order had no units for it',
      command: 'ApplyRuling',
      call: 'requests.applyRuling',
      events: {
        RulingApplied: arbitration('pays what is open without waiting for the goods, above every limit of ours'),
        RequestApproved: arbitration('decides a case that nobody had decided, and declines the rest'),
      },
      failures: 'it is binding; what the order has no units for stays with a person, who tries again or makes it good',
    },
    {
      what: 'answer the survey',
      by: 'customer',
      command: 'AnswerSurvey',
      call: 'requests.answerSurvey',
      events: { SurveyAnswered: evidence('is answered when it is over: %s') },
      failures: {
        SurveyTwice: evidence('is answered once'),
        CustomerOnly: evidence('is answered by the customer alone'),
      },
    },
  ],
  leftOut: [
    {
      what: 'a chargeback that brings the case before a platform by itself',
      because:
        'it stops every refund of its order where the money is (`ChargebackOpen`), also of requests that come later; goods go on, and when it is won or lost the order knows what is left. Whether a platform looks at one case of it is for people to say',
    },
  ],
}
