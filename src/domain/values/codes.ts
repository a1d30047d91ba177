/** The shop's own words: reasons, rules, roles. They come from its policy and mean what that says. */
import { text } from '../kernel/codec.js'

/** Reasons and rejection codes are those of the shop's taxonomy, such as `QL_DEFECTIVE`. */
export const ReasonCode = text('ReasonCode', 1, 64)
export const RuleId = text('RuleId', 1, 64)
/** Provider references, kinds and reasons are short; a longer one is a mistake in the host's mapping. */
export const Code = text('Code', 1, 128)
