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
const views = testsIn('runtime/reading/views')

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
    what: 'what belongs to a case, and where each of it stands',
    call: 'views.caseFiles',
    proof: views('list what belongs to a case, the request first, and where each of it stands'),
    failures: { ReadModelNotBuilt: views('is not answered before its read model was built') },
  },
  {
    what: 'requests by order, customer or status',
    call: 'views.requests',
    proof: views('list the requests of an order and of a customer'),
  },
  {
    what: 'what waits for a department',
    call: 'views.queue',
    proof: views('give each department what waits for it'),
  },
  {
    what: 'who did what in a case, by what right and why',
    call: 'views.trail',
    proof: views('tell a case from its first event to its last'),
  },
  {
    what: 'what one person did',
    call: 'views.trailOf',
    proof: views('tell what one person did, and nothing of others'),
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
    },
  },
  {
    what: 'wait until everything in the log can be read in the views',
    call: 'views.upToDate',
    proof: views('tell a case from its first event to its last'),
    failures: { ReadModelsBehind: views('says so when the workers are behind') },
  },
  {
    what: 'finish what a crash left undone in one case',
    call: 'resume',
    proof: testsIn('runtime/drain')('ends as without the crash'),
  },
]
