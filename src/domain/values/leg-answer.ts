/** What payment providers say, whoever they are: about a key that one leg of a refund went out under. */
import type * as t from 'io-ts'
import { choice, record, tag } from '../kernel/codec.js'
import { Code } from './codes.js'
import { Currency, PositiveMinor } from './money.js'

/** What a provider says about a key. It is checked like any other input. */
export const LegAnswer = choice('LegAnswer', {
  Succeeded: record('LegSucceeded', {
    _tag: tag('Succeeded'),
    providerRef: Code,
    minor: PositiveMinor,
    currency: Currency,
  }),
  /** Taken; the outcome comes later. */
  Processing: record('LegProcessing', { _tag: tag('Processing'), providerRef: Code }),
  /** A definite no: the key will never pay. */
  Declined: record('LegDeclined', { _tag: tag('Declined'), code: Code }),
  /** It was paid and came back, for instance from a closed account; weeks later, perhaps. */
  Reversed: record('LegReversed', {
    _tag: tag('Reversed'),
    providerRef: Code,
    minor: PositiveMinor,
    currency: Currency,
    code: Code,
  }),
  /** The key stands for another instruction. Nobody knows why: an alarm, and never a new key. */
  Misused: record('LegMisused', { _tag: tag('Misused'), code: Code }),
})
export type LegAnswer = t.TypeOf<typeof LegAnswer>
