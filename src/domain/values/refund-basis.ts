/** What a request and its refund say to each other: why money is due, and how it ended. */
import type * as t from 'io-ts'
import { choice, oneOf, record, tag, whole } from '../kernel/codec.js'
import { HostId, Uuid } from './ids.js'
import { PositiveMinor } from './money.js'

const Inspection = record('InspectionBasis', { _tag: tag('Inspection'), returnId: Uuid, inspectionId: HostId })

/** As the first version of the events wrote it. */
export const RefundBasisV1 = choice('RefundBasis', {
  Inspection,
  RefundOnly: record('RefundOnlyBasis', { _tag: tag('RefundOnly') }),
})

/** Runs are counted from the second on: an appeal that is granted starts the remedies anew. */
const Run = whole('Run', 2, 1_000)

/**
 * A refund exists only with a reason that lives: goods accepted at inspection, lost on their way back or waived; an
 * approval without return; goods that a replacement stands for; a platform's ruling; a deduction that did not hold; duty
 * that the authority gave back.
 */
export const RefundBasis = choice('RefundBasis', {
  Inspection,
  RefundOnly: record('RefundOnlyBasis', { _tag: tag('RefundOnly') }, { run: Run }),
  Revised: record('RevisedBasis', { _tag: tag('Revised'), returnId: Uuid, revisionId: HostId }),
  Lost: record('LostBasis', { _tag: tag('Lost'), returnId: Uuid, lossId: HostId }),
  Waived: record('WaivedBasis', { _tag: tag('Waived'), returnId: Uuid, waiverId: HostId }),
  Replaced: record('ReplacedBasis', { _tag: tag('Replaced'), replacementId: Uuid }),
  Ruling: record('RulingBasis', { _tag: tag('Ruling'), rulingId: HostId }),
  DeductionWaived: record('DeductionWaivedBasis', {
    _tag: tag('DeductionWaived'),
    refundId: Uuid,
    contestId: HostId,
    minor: PositiveMinor,
  }),
  DutyRecovered: record('DutyRecoveredBasis', { _tag: tag('DutyRecovered'), reclaimId: HostId }),
})
export type RefundBasis = t.TypeOf<typeof RefundBasis>

/** A basis in one word: two refunds on the same one are two attempts at the same money. */
export const basisKey = (basis: RefundBasis): string => {
  switch (basis._tag) {
    case 'Inspection':
      return basis.inspectionId
    case 'RefundOnly':
      return basis.run === undefined ? 'RefundOnly' : `RefundOnly\n${basis.run}`
    case 'Revised':
      return `Revised\n${basis.revisionId}`
    case 'Lost':
      return `Lost\n${basis.lossId}`
    case 'Waived':
      return `Waived\n${basis.waiverId}`
    case 'Replaced':
      return `Replaced\n${basis.replacementId}`
    case 'Ruling':
      return `Ruling\n${basis.rulingId}`
    case 'DeductionWaived':
      return `DeductionWaived\n${basis.refundId}\n${basis.contestId}`
    case 'DutyRecovered':
      return `DutyRecovered\n${basis.reclaimId}`
  }
}

/** Inspections, losses and waivers are numbered by their return: each run of the remedies has one of its own. */
const returnOf = (basis: RefundBasis): string | undefined => ('returnId' in basis ? basis.returnId : undefined)

export const isSameBasis = (a: RefundBasis, b: RefundBasis): boolean =>
  basisKey(a) === basisKey(b) && returnOf(a) === returnOf(b)

/** One ruling may be followed in two runs: in the one that was under way, and for what goes beyond it in the next. */
const isOfItsRun = (basis: RefundBasis): boolean => basis._tag === 'Ruling' || returnOf(basis) !== undefined

/** What names the refund on a basis. In the first run it is the basis alone, as it was before there were others. */
export const refundKey = (basis: RefundBasis, run: number): string =>
  run > 1 && isOfItsRun(basis) ? `${basisKey(basis)}\n${run}` : basisKey(basis)

export const RefundEnd = oneOf('RefundEnd', ['succeeded', 'not_due', 'refused', 'declined', 'abandoned', 'canceled'])
export type RefundEnd = t.TypeOf<typeof RefundEnd>
