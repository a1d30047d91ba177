/** The library's commands as functions, by whom they are for. What each does with its input: `call.ts`. */
import { allowanceCallsOf } from './allowance-calls.js'
import { callingOf } from './call.js'
import { compensationCallsOf } from './compensation-calls.js'
import type { FactsFor } from './order-facts.js'
import { outboundCallsOf } from './outbound-calls.js'
import { refundCallsOf } from './refund-calls.js'
import { requestCallsOf } from './request-calls.js'
import { returnCallsOf } from './return-calls.js'
import type { Runtime } from './runtime.js'
import { workCallsOf } from './work-calls.js'

export const callsOf = (runtime: Runtime, facts: FactsFor) => {
  const call = callingOf(runtime)
  return {
    ...requestCallsOf(call, facts),
    ...returnCallsOf(call, facts),
    ...refundCallsOf(call, facts),
    ...outboundCallsOf(call, facts),
    ...compensationCallsOf(call, facts),
    ...allowanceCallsOf(runtime, call),
    ...workCallsOf(runtime, call),
  }
}
