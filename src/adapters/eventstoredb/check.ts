/**
 * Asks an opened server everything that the store will need of it, and leaves nothing behind: whether one may append,
 * and how much, shows in how the server refuses an append at a revision that no stream has. It looks at the rights and
 * at the size first, and at the revision last.
 */
import { randomUUID } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import { MAX_APPEND_BYTES } from '../../ports/event-store.js'
import { answered, CONNECTION_VALID, type CheckSession } from './check-session.js'
import { words } from './check-words.js'
import type { CheckName, Finding } from './check-finding.js'
import type { OutgoingEvent } from './driver.js'
import type { Failure } from './failures.js'
import { collected } from './read.js'
import { rightsNow } from './setup.js'
import { cannotReadLog, cannotWork, isOpenToAll } from './setup-rights.js'

/** Outside of our prefix, and never written to. */
const PROBE = 'after-sales-check'
const PROBE_TYPE = 'AfterSalesCheck'
/** Further than any stream will ever come. */
const NO_SUCH_REVISION = 2n ** 53n - 1n
const PREFIX = 'aftersales_'

export const checkServer = async (
  session: CheckSession,
  roles: ReadonlyArray<string>,
): Promise<ReadonlyArray<Finding>> => [
  CONNECTION_VALID,
  words.serverAnswers(session.host),
  versionFinding(session.serverVersion),
  words.leaderAnswers(),
  session.isTls ? words.secure() : words.insecure(),
  words.mayRead(),
  ...(await appendFindings(session)),
  await logFinding(session, roles),
  ...(session.isTls ? await rightsFindings(session, roles) : []),
]

const versionFinding = (version: string | undefined): Finding => {
  if (version === undefined) return words.versionUnknown()
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  const at = (major * 100 + minor) * 100 + patch
  return at >= 24_02_00 && at <= 24_10_04 ? words.versionShielded(version) : words.versionOk(version)
}

/** What a failure says about rights, or that it says nothing. */
const failed = (check: CheckName, failure: Failure, denied: Finding): Finding =>
  failure._tag === 'Misconfigured'
    ? denied
    : words.unanswered(check, 'reason' in failure ? failure.reason : 'the server answered something unexpected')

const appendFindings = async (session: CheckSession): Promise<ReadonlyArray<Finding>> => {
  const append = (bytes: number) => {
    const event: OutgoingEvent = {
      id: randomUUID(),
      type: PROBE_TYPE,
      data: { bytes: new Uint8Array(bytes) },
      metadata: new Uint8Array(0),
    }
    return answered(session, () => ({ answer: session.driver.append(PROBE, NO_SUCH_REVISION, [event]) }))
  }
  const small = await append(1)
  if (E.isLeft(small) && small.left._tag !== 'Conflict')
    return [failed('append', small.left, words.mayNotAppend()), words.sizeNotChecked()]
  // A server counts each character of the type as two bytes.
  const large = await append(MAX_APPEND_BYTES - 2 * PROBE_TYPE.length)
  if (E.isRight(large) || large.left._tag === 'Conflict') return [words.mayAppend(), words.sizeOk()]
  const tooSmall = words.sizeTooSmall()
  return [
    words.mayAppend(),
    large.left._tag === 'TooLarge' ? tooSmall : failed('append-size', large.left, words.mayNotAppend()),
  ]
}

const logFinding = async (session: CheckSession, roles: ReadonlyArray<string>): Promise<Finding> => {
  const { driver } = session
  const denied = words.mayNotFollowLog(roles)
  const end = await answered(session, () => collected(driver.readAll({ from: 'end', count: 1 }), () => undefined))
  if (E.isLeft(end)) return failed('log', end.left, denied)
  const after = end.right[0]?.position
  // From its end on: in a long log the server would search for minutes before it has anything to say.
  const confirmed = await answered(session, () => {
    const flow = driver.subscribe({ after, prefixes: [PREFIX] })
    const listen = async (): Promise<void> => {
      const heard = flow.take() ?? (await flow.next())
      if (heard._tag === 'Broken') throw heard.cause
    }
    return { answer: listen().finally(flow.cancel), cancel: flow.cancel }
  })
  return E.isLeft(confirmed) ? failed('log', confirmed.left, denied) : words.mayFollowLog()
}

const rightsFindings = async (session: CheckSession, roles: ReadonlyArray<string>): Promise<ReadonlyArray<Finding>> => {
  const read = await rightsNow(session)
  if (E.isLeft(read))
    return read.left._tag === 'Misconfigured'
      ? [words.isOrdinary(), words.defaultsHidden()]
      : [words.unanswered('default-rights', 'reason' in read.left ? read.left.reason : 'unexpected')]
  const now = read.right
  const notReading = cannotReadLog(now.rights, roles)
  const notWorking = cannotWork(now.rights, roles)
  return [
    words.isAdmin(),
    notReading.length === 0 ? words.roleReadsLog(roles) : words.roleCannotReadLog(notReading),
    isOpenToAll(now.rights)
      ? words.defaultsOpen()
      : notWorking.length === 0
        ? words.defaultsOk(roles)
        : words.defaultsExclude(notWorking),
  ]
}
