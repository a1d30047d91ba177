/**
 * What must hold when everything has come to its end: books, rows and chains, each made again from the log alone and from
 * what the world outside really did. The numbers are those of `invariants/index.ts`.
 */
import * as E from 'fp-ts/lib/Either.js'
import { verifyLog } from '../../runtime/verify.js'
import { goodsOrMoney, judgedDownIsCalledBack, unitsEarnOnce, withdrawnIsOwed } from './final/earned.js'
import { everythingWasTold } from './final/feed.js'
import { instantsStandInTheLog } from './final/instants.js'
import { oneKeyOneAmount } from './final/keys.js'
import { entriesOf, type FinalCheck, type FinalMeans } from './final/log.js'
import {
  caseFilesTellTheStatus,
  everyReactionWasAnswered,
  historiesTellTheRequest,
  readModelsAreTheFold,
  rowsAreTheFold,
} from './final/machinery.js'
import { somebodyGoesOn } from './final/merged.js'
import { booksAgree, lineIsPaidBackOnce, nobodyGetsMoneyTwice } from './final/money.js'
import {
  budgetsKeepWhatWasGiven,
  capHolds,
  endedHoldsNothing,
  issuerAgrees,
  ordersHoldWhatIsClaimed,
  recoveredWithinGiven,
} from './final/reserved.js'
import { trailIsTheLog } from './final/trail.js'

const CHECKS: ReadonlyArray<FinalCheck> = [
  ...[booksAgree, nobodyGetsMoneyTwice, lineIsPaidBackOnce],
  ...[unitsEarnOnce, goodsOrMoney, withdrawnIsOwed, judgedDownIsCalledBack],
  ...[
    endedHoldsNothing,
    ordersHoldWhatIsClaimed,
    budgetsKeepWhatWasGiven,
    issuerAgrees,
    capHolds,
    recoveredWithinGiven,
  ],
  ...[oneKeyOneAmount, everyReactionWasAnswered, somebodyGoesOn, instantsStandInTheLog],
]

export const finalChecks = async (means: FinalMeans): Promise<void> => {
  const final = { ...means, entries: entriesOf(means.log) }
  for (const check of CHECKS) check(final)
  await rowsAreTheFold(final)
  if (means.scenario.roles.includes('feed')) everythingWasTold(final)
  if (means.scenario.roles.includes('projections')) {
    await readModelsAreTheFold(final)
    await caseFilesTellTheStatus(means)
    await trailIsTheLog(means)
    await historiesTellTheRequest(means)
  }
  const verified = await verifyLog(means.store)
  if (E.isLeft(verified)) means.watch.broken('the chain holds', JSON.stringify(verified.left))
}
