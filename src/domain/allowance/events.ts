/** Stored format. Add versions, never edit one. What each event means is told in README.md. */
import { record, yesOrNo } from '../kernel/codec.js'
import { catalogOf, family, unchanged, type EventIn } from '../kernel/event-family.js'
import { AllowanceRef, AllowanceRefusal, AllowanceRefusalV1 } from '../values/allowance.js'
import { StreamId } from '../values/ids.js'
import { LossShares } from '../values/loss.js'
import { Currency, Minor } from '../values/money.js'

/** Without a limit it only counts, as the running total of an order does: its cap is what was paid for the goods. */
export const AllowanceOpened = family(
  'AllowanceOpened',
  record('AllowanceOpened', { allowance: AllowanceRef, currency: Currency }, { limit: Minor }),
)
export const AllowanceLimitChanged = family('AllowanceLimitChanged', record('AllowanceLimitChanged', { limit: Minor }))

const Answer = { compensationId: StreamId, allowance: AllowanceRef }
export const AllowanceReserved = family(
  'AllowanceReserved',
  record(
    'AllowanceReserved',
    {
      ...Answer,
      minor: Minor,
      /** All that is reserved and used, this included. */
      total: Minor,
    },
    {
      /** Of an order: what is left to give for each loss after what earlier compensations gave. */
      shares: LossShares,
      /** Above the cap, as somebody with a reason asked for: a higher role must approve it. */
      exceedsCap: yesOrNo,
    },
  ),
)
export const AllowanceRefused = family(
  'AllowanceRefused',
  record('AllowanceRefused', { ...Answer, refusal: AllowanceRefusalV1 }),
).next(record('AllowanceRefused', { ...Answer, refusal: AllowanceRefusal }), unchanged)
/** The customer has it. */
export const AllowanceConfirmed = family(
  'AllowanceConfirmed',
  record('AllowanceConfirmed', { ...Answer, minor: Minor }),
)
/** Not given, taken back or never used: it may be given again. */
export const AllowanceReturned = family('AllowanceReturned', record('AllowanceReturned', { ...Answer, minor: Minor }))

export const allowanceEvents = catalogOf([
  AllowanceOpened,
  AllowanceLimitChanged,
  AllowanceReserved,
  AllowanceRefused,
  AllowanceConfirmed,
  AllowanceReturned,
])
export type AllowanceEvent = EventIn<typeof allowanceEvents>
