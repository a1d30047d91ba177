/**
 * What no run may ever break, looked at with every event. The numbers are those of the list in docs/behavior-contracts.md.
 * What can be said only when everything has ended: `../final/index.ts`.
 */
import { nobodyGivesAboveTheirLimit, twoGiveUp, withinTheCap } from './compensations.js'
import { budgetsHold, closedHasNothingOpen, refundHasABasis } from './cases.js'
import { fundersGetTheirs } from './funders.js'
import {
  benefitKeepsItsKey,
  commandIdKeepsItsCommand,
  failedMeansUnpaid,
  keyKeepsItsLeg,
  paidMeansPaid,
  unknownStaysReserved,
} from './keys.js'
import { keepsBackByRule, lawIsGivenWhole, termsAreFrozen, unitsAreWorthTheirPart } from './law.js'
import { addsUp, reservesWhatIsThere, settledOnce, withinCaptured, withinPaid, withinSecurity } from './money.js'
import {
  aThirdCounts,
  anotherReviewer,
  enoughApprovals,
  nobodyGivesToThemselves,
  whoTookPartDecidesNothing,
} from './persons.js'
import {
  belongsToItsCase,
  decisionsNamePolicy,
  followsItsLife,
  nothingPersonal,
  receiptsOnlyAdd,
  somebodyDidIt,
} from './record.js'
import type { Invariant } from './seen.js'
import { instantsFollowTheTerms, windowFollowsTheFacts } from './time.js'
import { acceptedWithinReceived, unitsWithinOrder } from './units.js'

export type { Books, Given, LegOfKey, Seen } from './seen.js'

export const invariants: ReadonlyArray<Invariant> = [
  ...[unitsWithinOrder, acceptedWithinReceived],
  ...[withinCaptured, reservesWhatIsThere, settledOnce, withinPaid, fundersGetTheirs, withinSecurity, addsUp],
  ...[refundHasABasis, budgetsHold, closedHasNothingOpen],
  ...[whoTookPartDecidesNothing, anotherReviewer, enoughApprovals, nobodyGivesToThemselves, aThirdCounts],
  ...[nobodyGivesAboveTheirLimit, twoGiveUp, withinTheCap],
  ...[keyKeepsItsLeg, benefitKeepsItsKey, commandIdKeepsItsCommand],
  ...[paidMeansPaid, failedMeansUnpaid, unknownStaysReserved],
  ...[termsAreFrozen, keepsBackByRule, unitsAreWorthTheirPart, lawIsGivenWhole],
  ...[windowFollowsTheFacts, instantsFollowTheTerms],
  ...[receiptsOnlyAdd, decisionsNamePolicy, belongsToItsCase, nothingPersonal, somebodyDidIt, followsItsLife],
]
