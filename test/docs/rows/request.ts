/** The customer’s case: from the wish to its decision. What follows from the decision: `remedies.ts`. */
import { testsIn, type Chapter } from './row.js'

const twice = testsIn('acceptance/a-repeated-command-is-done-once')
const evidence = testsIn('domain/request/evidence')
const goodsOut = testsIn('domain/request/goods-out')
const opening = testsIn('domain/request/opening')
const review = testsIn('domain/request/review')
const secondLook = testsIn('domain/request/second-look')
const submission = testsIn('domain/request/submission')
const notTheirs = opening('is not for other customers')

export const request: Chapter = {
  title: 'Request',
  rows: [
    {
      what: 'open a request',
      by: 'customer, staff, platform',
      command: 'OpenRequest',
      call: 'requests.open',
      events: { RequestOpened: opening('records who asks for what, and why') },
      failures: {
        NotOwner: notTheirs,
        LinesRepeated: opening('names each line once'),
        ReasonUnknown: opening('takes only reasons that the policy knows'),
        ReasonRequiresNote: opening('wants a note where the reason alone does not tell enough'),
        RequestIdTaken: opening('under an id that is taken is refused, whatever became of the other request'),
        OrderUnknown: testsIn('bad-input/world-outside')('are missing when the directory %s'),
        InvalidInput: testsIn('acceptance/no-zero-no-negative-no-fraction')(
          'is refused with its field and its limit (%s)',
        ),
      },
    },
    {
      what: 'change the draft',
      by: 'customer, staff',
      command: 'EditRequest',
      call: 'requests.edit',
      events: { RequestEdited: opening('changes what is said and keeps the rest') },
      failures: {
        RequestUnknown: opening('is unknown to $type'),
        NotOwner: notTheirs,
        ReasonRequiresNote: opening('accepts a reason that needs a note together with the note, or after it'),
        RequestNotOpen: opening('ends with the draft: not while %s'),
      },
    },
    {
      what: 'ask what the draft would bring',
      by: 'customer, staff',
      command: 'QuoteRequest',
      call: 'requests.quote',
      events: { RequestQuoted: secondLook('is shown for a day, and holds while the draft does') },
      failures: {
        DraftChanged: secondLook('is for a draft, as it stands, and not a thousand and one times'),
        TriedTooOften: secondLook('is for a draft, as it stands, and not a thousand and one times'),
      },
    },
    {
      what: 'submit it',
      by: 'customer, staff; after the window staff only, with a reason',
      command: 'SubmitRequest',
      call: 'requests.submit',
      events: { SubmissionStarted: submission('asks the order for its units, under the terms of this moment') },
      failures: {
        OutsideWindow: submission('is late one millisecond after the window, and the answer names the rule'),
        RemedyNotAllowed: submission('wishes only for what the policy offers'),
        RepairedTooOften: goodsOut('that was done in vain too often is not offered again'),
        QuoteExpired: secondLook('is shown for a day, and holds while the draft does'),
        StaffOnly: submission('leaves overrides to staff'),
        DraftChanged: submission('is not submitted under the terms of another wish'),
        UnitsAlreadyClaimed: testsIn('acceptance/same-units-on-two-channels')('lets nobody have a fourth'),
        DuplicateOpenRequest: twice('is a duplicate, named with the request that is open'),
        TriedTooOften: submission('stops counting submissions before the log would stop reading them'),
      },
    },
    {
      what: 'hear whether the units are reserved',
      by: 'the entitlement',
      command: 'RecordReservation',
      events: {
        RequestSubmitted: submission('is submitted when the order reserves them'),
        SubmissionRefused: submission('is a draft again when the order refuses, and says why'),
      },
      failures: 'an answer to an earlier submission is silent',
    },
    {
      what: 'assess it: by rule, or to a person',
      by: 'the submitted request',
      command: 'AssessRequest',
      events: {
        RequestAssessed: review('sends it to a person where no rule speaks'),
        RequestApproved: review('approves by the first rule that matches, which is named with its limit'),
        RequestRejected: review('rejects by a rule, with its code or else its name: %j'),
      },
      failures: 'every submitted request is assessed: no rule and no limit is a person',
    },
    {
      what: 'ask for evidence, by a date',
      by: 'reviewer',
      command: 'AskForEvidence',
      call: 'requests.askForEvidence',
      events: { EvidenceRequested: evidence('names what is missing and until when, and the request waits') },
      failures: {
        NotAReviewer: evidence('is for those who may decide'),
        DueOutOfRange: evidence('gives the customer %s: %s'),
      },
    },
    {
      what: 'supply evidence',
      by: 'customer, staff',
      command: 'SupplyEvidence',
      call: 'requests.supplyEvidence',
      events: { EvidenceSupplied: evidence('brings the request back to whoever reviews it') },
      failures: {
        EvidenceTooLate: evidence('is too late a moment after it, whether or not the timer has fired'),
        TooMuchEvidence: evidence('has a limit of 200 pieces'),
      },
    },
    {
      what: 'let the date for evidence pass',
      by: 'a timer',
      command: 'ExpireEvidence',
      events: {
        RequestExpired: evidence('ends the request when the instant has come, and not before'),
        AppealWithdrawn: secondLook('that is taken back, or whose evidence does not come, leaves what was decided'),
      },
      failures: 'a timer that comes early or late is silent',
    },
    {
      what: 'approve, whole or in part',
      by: 'reviewer within their limit',
      command: 'ApproveRequest',
      call: 'requests.approve',
      events: { RequestApproved: review('approves everything that was asked for, within their limit') },
      failures: {
        NotAReviewer: review('needs a role that reviews'),
        LimitExceeded: review('may not approve one penny above it'),
        SelfApproval: review('never approves what they opened for a customer on the phone'),
        ExceedsRequested: review('approves no more than was asked for: %j'),
        SameReviewer: secondLook('goes to a person, whatever the rules say, and to another one than before'),
      },
    },
    {
      what: 'reject, with a code',
      by: 'reviewer',
      command: 'RejectRequest',
      call: 'requests.reject',
      events: { RequestRejected: review('rejects with a code, and with a note that is sealed for the customer') },
      failures: {
        NotAReviewer: review('needs a role that reviews'),
        SelfApproval: testsIn('acceptance/four-eyes-above-a-limit')('is not decided by the person whose order it is'),
        SameReviewer: secondLook('goes to a person, whatever the rules say, and to another one than before'),
      },
    },
  ],
  leftOut: [
    {
      what: 'an event that asks somebody stronger for an approval above the limit',
      because:
        'the no names value and limit, and the case waits where it was: the queue shows the largest amounts first, `whatNext` names the roles that may approve it, and whoever leads them gives it to one of these',
    },
    {
      what: 'a guest or the bearer of a gift, checked by a code',
      because: 'whoever calls is known: hosts check guests and gift codes at their own door, and hand in the customer',
    },
    {
      what: 'a failure “the customer is blocked”',
      because: 'whether somebody may call is the host’s authorization; a score is not a fact on which money is refused',
    },
    {
      what: 'an excluded item',
      because: 'it comes with the policy engine: today a policy names what may be asked for, not for which goods',
    },
    {
      what: 'priority, VIP class, risk and route of an assessment; escalating by a clock',
      because:
        'a decision does not depend on them: how soon a piece wants somebody is told by where it stands (`views.queue`), and who it is given to by `work`; classes of customers, routing and clocks are later slices',
    },
    {
      what: 'the clocks of service levels: first response, decision, remedy, total',
      because: 'calendars come with the policy engine; due instants that change state are events already',
    },
    {
      what: 'a decision by default when evidence does not come',
      because:
        'the request expires, and its units are free; to approve or reject instead is a rule of the policy engine',
    },
    {
      what: 'asking for approval above one’s limit',
      because:
        'who may not decide hears the limit, and whoever may decides in their own name: there is nothing to pass on',
    },
    {
      what: 'a rejection that the law forbids',
      because: 'legal minimums come with the policy presets; until then the person who rejects answers for it, by name',
    },
  ],
}
