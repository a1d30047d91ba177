/**
 * How long an answer is waited for that does not come. A clock that was wrong when the question was dated tells nothing of
 * its age: then the questions are counted.
 */
import { plusSeconds, type Instant } from './instant.js'

/** Clocks may differ by so much. */
const TRUSTED_SKEW_SECONDS = 3_600
/** As many as three days have hours. */
const MOST_CHECKS_WITHOUT_A_DATE = 72

/** What is dated later than now was dated by a wrong clock. */
export const isDatedWrongly = (at: Instant, since: Instant): boolean => at < plusSeconds(since, -TRUSTED_SKEW_SECONDS)

/** Nobody waits longer than `seconds` since the first question; `checks`: how often was asked. */
export const isTooLong = (at: Instant, since: Instant, checks: number, seconds: number): boolean =>
  isDatedWrongly(at, since) ? checks >= MOST_CHECKS_WITHOUT_A_DATE : at >= plusSeconds(since, seconds)
