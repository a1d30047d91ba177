/** What finance does with the allowances that pay for compensations. */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import * as allowance from '../domain/allowance/index.js'
import { border } from '../domain/kernel/border.js'
import { AllowanceRef } from '../domain/values/allowance.js'
import { allowanceIdOf } from '../domain/values/ids.js'
import type { MakeCall } from './call.js'
import type { AfterSalesError } from './errors.js'
import type { Runtime } from './runtime.js'

const checkRef = border('AllowanceRef', AllowanceRef)

export const allowanceCallsOf = ({ load }: Runtime, call: MakeCall) => ({
  /** Budgets and running totals: per department, agent, customer and order, each for a period. */
  allowances: {
    /**
     * Opens a budget, or sets the limit of an open one; by finance, the merchant or the platform. One that nobody
     * opened is opened by the first compensation that is taken from it, with the limit of its terms.
     *
     * Refused: `AllowanceForFinanceOnly`.
     *
     * @example
     * await allowances.open({ scope: 'department', key: 'support', period: '2026-11', currency: 'EUR', limit: 100_000 }, { actor: finance })
     */
    open: call<t.TypeOf<typeof allowance.OpenAllowance>, allowance.OpenedAllowance>(
      'allowance',
      'OpenAllowance',
      allowance.OpenAllowance,
      (d) => allowanceIdOf(d.scope, d.key, d.period),
    ),
    /** What is reserved and used, by compensation. `AllowanceNotFound` before the first touch. */
    get:
      (input: AllowanceRef): TaskEither<AfterSalesError, allowance.OpenedAllowance> =>
      async () => {
        const ref = checkRef(input)
        if (E.isLeft(ref)) return ref
        const { scope, key, period } = ref.right
        const loaded = await load<allowance.AllowanceState>('allowance', allowanceIdOf(scope, key, period))
        if (E.isLeft(loaded)) return loaded
        const { state } = loaded.right
        return state.status === 'open' ? E.right(state) : E.left({ _tag: 'AllowanceNotFound' })
      },
  },
})
