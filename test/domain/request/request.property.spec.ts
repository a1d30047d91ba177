import { describe } from 'vitest'
import { Request, requestEvents, requestLifecycle } from '../../../src/domain/request/index.js'
import { anything, events } from './any-request.js'
import { holdsForAnyRun } from './any-run.js'
import { beginnings } from './beginnings.js'

describe('Any request', () => {
  holdsForAnyRun({
    decider: Request,
    catalog: requestEvents,
    lifecycle: requestLifecycle,
    beginnings,
    commands: anything,
    events,
    afterEnd: [
      ...['RefundReopened', 'RefundOutcomeRecorded', 'RequestResolved', 'SurveyAnswered', 'DuplicateMerged'],
      ...[
        'AppealFiled',
        'RequestReopened',
        'SubmissionStarted',
        'PlatformCaseOpened',
        'RefundDue',
        'BasisWithdrawn',
        'BasisReinstated',
        'ReinstatementNoted',
        'GoodsWithoutRefund',
      ],
    ],
    runs: 1_500,
  })
})
