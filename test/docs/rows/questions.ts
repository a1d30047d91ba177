/** What may be asked without changing anything, and a function that only finishes what was begun. */
import { testsIn, type Call, type Failure, type Proof } from './row.js'

export interface Question {
  readonly what: string
  readonly call: Call
  readonly proof: Proof
  /** What is answered when there is nothing to tell. */
  readonly failures?: Readonly<Partial<Record<Failure, Proof>>>
}

const caseNotes = testsIn('runtime/seal')
const operations = testsIn('runtime/operations')
const anotherLog = testsIn('runtime/projecting/another-log')
const upkeep = testsIn('runtime/projecting/upkeep')
const views = testsIn('runtime/reading/views')
const trails = testsIn('runtime/reading/trail')
const largeTrails = testsIn('runtime/reading/large-trails')
const casePage = testsIn('runtime/reading/case-page')
const customers = testsIn('runtime/reading/customers')
const notes = testsIn('runtime/reading/notes')

export const questions: ReadonlyArray<Question> = [
  {
    what: 'a case with all that belongs to it, and its notes as far as their keys exist',
    call: 'getCase',
    proof: caseNotes('is opened for who reads the case, word for word'),
    failures: {
      RequestUnknown: testsIn('runtime/promised')(
        'throws the error as an exception with its code, its sentence and its data',
      ),
    },
  },
  {
    what: 'the cases of an order',
    call: 'casesOf',
    proof: testsIn('runtime/tenants')('claim, refund and close without hearing of each other'),
  },
  {
    what: 'what may still be claimed and refunded of an order',
    call: 'getOrder',
    proof: testsIn('acceptance/what-happened-outside-counts')('is one fact however often it is reported'),
  },
  {
    what: 'who may do what next, and why something else is not possible',
    call: 'whatNext',
    proof: testsIn('runtime/what-next')('depends on their limit'),
  },
  {
    what: 'what a budget has left, by compensation',
    call: 'allowances.get',
    proof: testsIn('acceptance/two-approvals-one-budget')('has 100.00 again when the benefit was taken back unused'),
    failures: {
      AllowanceNotFound: testsIn('acceptance/two-approvals-one-budget')(
        'is set by finance, never by those who spend it',
      ),
    },
  },
  {
    what: 'how the workers are doing',
    call: 'operations.workers',
    proof: operations('tells of every worker where it stands'),
  },
  {
    what: 'whether everything is well, and money may be moved',
    call: 'operations.health',
    proof: operations('tells of every worker where it stands'),
  },
  {
    what: 'which money waits for a person',
    call: 'operations.attention',
    proof: operations(
      'waits for a person with all that the person needs, and is gone from the list when two persons settled it',
    ),
  },
  {
    what: 'which notices nobody can place',
    call: 'operations.notices',
    proof: testsIn('runtime/webhooks')('is kept, once, and given to its leg as soon as that is known'),
  },
  {
    what: 'which work was put aside',
    call: 'operations.parked',
    proof: testsIn('runtime/workers/parking-orders')('see what is put aside, and since when'),
  },
  {
    what: 'whether orders hold what is claimed of them',
    call: 'operations.checkEntitlements',
    proof: testsIn('runtime/check-entitlements')('agrees order by order, and is told so with progress'),
    failures: {
      ReadModelsMissing: testsIn('runtime/check-entitlements')(
        'needs the rows of the workers, and the log that they know',
      ),
      LogRegressed: testsIn('runtime/check-entitlements')('needs the rows of the workers, and the log that they know'),
    },
  },
  {
    what: 'a case on one page: what belongs to it, where each stands, and who is next until when',
    call: 'views.case',
    proof: casePage('is on one page: everything that belongs to it, and who is next until when'),
    failures: {
      ReadModelNotBuilt: casePage('is not answered before it was built'),
      RequestUnknown: casePage('that nobody has heard of is unknown'),
    },
  },
  {
    what: 'requests by order, customer or status, and of a period',
    call: 'views.requests',
    proof: testsIn('runtime/reading/requests')('begin with its first instant and end before its last'),
  },
  {
    what: 'what a customer asked for and got, over all channels',
    call: 'views.history',
    proof: customers('tells each request over all channels'),
  },
  {
    what: 'a customer at a glance',
    call: 'views.profile',
    proof: customers('adds up what the history tells'),
  },
  {
    what: 'what was written in the cases of a customer, for a reader who may',
    call: 'views.notes',
    proof: notes('is opened for a reader whom the host lets read'),
    failures: {
      ReadingNotAllowed: notes('stays closed to everybody where the host named nobody who decides'),
      AuthorizerUnavailable: notes('stays closed while nobody can say who may read'),
      RequestUnknown: notes('cannot be asked of a case that nobody has heard of'),
    },
  },
  {
    what: 'what waits for a department',
    call: 'views.queue',
    proof: views('give each department what waits for it'),
  },
  {
    what: 'what of it wants somebody soonest, or is of one kind',
    call: 'views.queue',
    proof: testsIn('runtime/reading/work')('gives what is of one kind or one priority'),
  },
  {
    what: 'what waits for one person',
    call: 'views.workOf',
    proof: testsIn('runtime/reading/work')('shows who works on what, and gives what is free'),
  },
  {
    what: 'how much waits for each department, is free or overdue',
    call: 'views.counts',
    proof: testsIn('runtime/reading/work')('is counted: how much waits'),
  },
  {
    what: 'who did what in a case, of an order or for a customer: by what right, why, and what it changed',
    call: 'views.trail',
    proof: trails('tells a case from its first event to its last'),
    failures: { TrailTooLarge: largeTrails('is refused where there are') },
  },
  {
    what: 'what somebody wanted, and all that it led to',
    call: 'views.trailTree',
    proof: trails('is a tree: what people wanted'),
    failures: { TrailTooLarge: largeTrails('is no tree over ten thousand events') },
  },
  {
    what: 'what one person decided in all cases, and when',
    call: 'views.trailOf',
    proof: trails('of a person has what they decided in every case'),
  },
  {
    what: 'which payments are not settled, the oldest first',
    call: 'views.unsettledPayments',
    proof: views('show money that nobody knows the end of'),
  },
  {
    what: 'the payments of an order',
    call: 'views.paymentsOfOrder',
    proof: views('add up to the penny what was paid on a day'),
  },
  {
    what: 'a payment under the provider’s own name for it',
    call: 'views.paymentsByReference',
    proof: views('add up to the penny what was paid on a day'),
  },
  {
    what: 'what left the shop and what came back, by day, means of payment and kind',
    call: 'views.ledger',
    proof: views('add up to the penny what was paid on a day'),
    failures: { SumTooLarge: testsIn('runtime/reading/money')('exact, or it is not given') },
  },
  {
    what: 'the entries behind the sums of a day',
    call: 'views.ledgerEntries',
    proof: views('add up to the penny what was paid on a day'),
  },
  {
    what: 'refunds whose account is not at zero',
    call: 'views.clearing',
    proof: views('show money that nobody knows the end of'),
  },
  {
    what: 'what a reconciliation found and nothing has explained',
    call: 'views.exceptions',
    proof: testsIn('runtime/reconciling')('is worked off'),
  },
  {
    what: 'compare the statement of a provider with the books',
    call: 'operations.reconcile',
    proof: testsIn('runtime/reconciling')('adds up to the penny'),
    failures: {
      StatementDoesNotFit: testsIn('runtime/reconciling')('is not kept'),
      SumTooLarge: testsIn('runtime/reading/money')('exact, or it is not given'),
      ProjectionsParked: testsIn('runtime/reconciling')('is not compared with books that lack what was put aside'),
      ReadModelNotBuilt: testsIn('runtime/reading/while-whole')('no statement is compared with it'),
    },
  },
  {
    what: 'take back a statement that was the wrong file',
    call: 'operations.withdrawStatement',
    proof: testsIn('runtime/reconciling')('leaves nothing behind when it is taken back'),
    failures: { StatementUnknown: testsIn('runtime/reconciling')('is taken back once') },
  },
  {
    what: 'wait until everything in the log can be read in the views',
    call: 'views.upToDate',
    proof: views('list what belongs to a case, the request first, and where each of it stands'),
    failures: {
      ReadModelsBehind: views('says so when the workers are behind'),
      LogRegressed: anotherLog('nobody is up to date'),
    },
  },
  {
    what: 'how far each role is behind the log',
    call: 'operations.lag',
    proof: upkeep('is counted in events'),
    failures: { LogRegressed: anotherLog('no lag can be told') },
  },
  {
    what: 'which read models there are, and which nobody works on',
    call: 'operations.readModels',
    proof: upkeep('is not read before it is whole again'),
  },
  {
    what: 'whether the rows that people read are what the log says',
    call: 'operations.verifyReadModels',
    proof: upkeep('and are right as long as nobody touches them'),
    failures: {
      ReadModelNotBuilt: upkeep('not before they are built'),
      LogRegressed: anotherLog('they cannot be verified'),
    },
  },
  {
    what: 'make the rows of a read model anew',
    call: 'operations.rebuildReadModel',
    proof: upkeep('is what the log says, and the others stay as they are'),
    failures: {
      ReadModelUnknown: upkeep('has a name that this release knows'),
      ProjectionsParked: upkeep('waits until nothing of it is put aside'),
      LogRegressed: anotherLog('no read model is made anew'),
    },
  },
  {
    what: 'what a new version of a read model makes of the log otherwise than the old one',
    call: 'operations.compareReadModels',
    proof: testsIn('runtime/projecting/versions')('are compared by key'),
    failures: { ReadModelNotBuilt: testsIn('runtime/projecting/versions')('must both be there') },
  },
  {
    what: 'throw away the rows that no release looks at any more',
    call: 'operations.retireReadModels',
    proof: upkeep('is thrown away when it is told to'),
    failures: { LogRegressed: anotherLog('nothing is retired') },
  },
  {
    what: 'finish what a crash left undone in one case',
    call: 'resume',
    proof: testsIn('runtime/drain')('ends as without the crash'),
  },
]
