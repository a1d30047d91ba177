/**
 * 3: whoever paid for a discount in place of the shop gets no more back than that, and with the last unit all of it. Looked
 * at after every event of an order.
 */
import type { RegisteredEntitlement } from '../../../domain/entitlement/index.js'
import { waitingUnits } from '../../../domain/entitlement/tries.js'
import type { EntitlementState, LineBalance } from '../../../domain/entitlement/state.js'
import { fundedBy } from '../../../domain/values/funding.js'
import type { Invariant } from './seen.js'

/**
 * Whether more units are refunded, or wait for the rest of their money, than there are: a unit was refunded here and
 * elsewhere. From then on nobody can say which unit is the last.
 */
export const isContradicted = (s: RegisteredEntitlement, { line, settledUnits }: LineBalance): boolean =>
  settledUnits + waitingUnits(s, line.lineId) > line.quantity

/** What is wrong with what the funders of a line got back, in words; `wasContradicted`: now, or at some time before. */
export const wrongFunders = (
  { line, settledUnits, fundedTaken }: LineBalance,
  wasContradicted: boolean,
): ReadonlyArray<string> => {
  const isWhole = settledUnits >= line.quantity && !wasContradicted
  return (line.funded ?? []).flatMap(({ by, minor }) => {
    const back = fundedBy(fundedTaken, by)
    return back < 0 || back > minor || (isWhole && back !== minor) ? [`${by}: ${back} of ${minor}`] : []
  })
}

export const fundersGetTheirs: Invariant = ({ broken }) => {
  const contradicted = new Set<string>()
  return ({ kind, state }) => {
    const order = state as EntitlementState
    if (kind !== 'entitlement' || order.status === 'unknown') return
    for (const balance of order.lines) {
      const { lineId, funded } = balance.line
      if (funded === undefined) continue
      const line = `${order.orderId} ${lineId}`
      if (isContradicted(order, balance)) contradicted.add(line)
      for (const wrong of wrongFunders(balance, contradicted.has(line)))
        broken('I3 funders get what they paid', `${line} ${wrong}`)
    }
  }
}
