/** The running totals that pay for compensations. */
import { testsIn, type Chapter } from './row.js'

const budgets = testsIn('domain/allowance/budgets')
const losses = testsIn('domain/allowance/losses')

export const allowance: Chapter = {
  title: 'Allowance',
  rows: [
    {
      what: 'open a budget, or change its limit',
      by: 'finance, merchant, platform',
      command: 'OpenAllowance',
      call: 'allowances.open',
      events: {
        AllowanceOpened: budgets('is opened by finance, with its limit'),
        AllowanceLimitChanged: budgets('may be raised or lowered, also below what is used'),
      },
      failures: { AllowanceForFinanceOnly: budgets('is not opened by whoever spends it') },
    },
    {
      what: 'reserve an amount',
      by: 'a compensation that was proposed',
      command: 'ReserveAllowance',
      events: {
        AllowanceReserved: budgets('of which 60.00 are used gives what is left: %i'),
        AllowanceRefused: budgets('and not a penny more: %i'),
      },
      failures: {
        BudgetExhausted: budgets('and not a penny more: %i'),
        AllowanceInOtherCurrency: budgets('refuses another currency with an event, because a reaction asks'),
        DuplicateCompensation: losses('is not made good again'),
        NotStackable: losses(
          'on a ground that excludes the one that is claimed now, is not claimed on both: promise after goodwill',
        ),
        ExceedsLoss: losses('may not be a penny more'),
      },
    },
    {
      what: 'confirm it',
      by: 'a compensation that was issued',
      command: 'ConfirmAllowance',
      events: { AllowanceConfirmed: budgets('is confirmed when the customer has it, once') },
      failures: 'told again, or for nothing that is reserved, it is silent',
    },
    {
      what: 'give it back',
      by: 'a compensation that came to nothing, was taken back or ran out',
      command: 'ReturnAllowance',
      events: { AllowanceReturned: budgets('goes back, and may be given to others') },
      failures: 'told again, or for nothing that is reserved, it is silent',
    },
  ],
  leftOut: [],
}
