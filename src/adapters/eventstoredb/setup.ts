/**
 * What `esdb-check --setup` writes: the right to read the whole log, and default rights that keep other users of the
 * server out of our streams. It plans first, so that a person can see the exact JSON and say no; it writes only at the
 * revision that the plan was made on; and a log never loses what stood there before.
 */
import { randomUUID } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import type { Sentence } from '../../domain/kernel/sentence.js'
import { answered, lastEvent, type CheckSession } from './check-session.js'
import type { ExpectedRevision, IncomingEvent, OutgoingEvent } from './driver.js'
import { jsonOf } from './event-form.js'
import type { Failure } from './failures.js'
import {
  cannotReadLog,
  cannotWork,
  isOpenToAll,
  keepable,
  withDefaultRights,
  withLogReaders,
  type JsonObject,
  type RightsNow,
} from './setup-rights.js'

/** The metadata of `$all` are a stream of their own. */
const LOG_METADATA = '$$$all'
const SETTINGS = '$settings'

export interface Change {
  readonly stream: typeof LOG_METADATA | typeof SETTINGS
  readonly type: '$metadata' | 'update-default-acl'
  readonly expected: ExpectedRevision
  readonly before: JsonObject | undefined
  readonly after: JsonObject
  /** What it changes, for whom. */
  readonly effect: Sentence
}

export type SetupProblem =
  /** Without TLS a server has no rights that could be set. */
  | { readonly _tag: 'NoRightsWithoutTls' }
  | { readonly _tag: 'AdministratorNeeded' }
  /** What stands there would not survive being written back. */
  | { readonly _tag: 'CannotKeep'; readonly stream: string }
  | { readonly _tag: 'ChangedMeanwhile'; readonly stream: string }
  | { readonly _tag: 'NoAnswer'; readonly reason: string }

export interface RightsRead {
  readonly rights: RightsNow
  readonly logMetadata: IncomingEvent | undefined
  readonly settings: IncomingEvent | undefined
}

/** `Misconfigured` where the user is no administrator. */
export const rightsNow = async (session: CheckSession): Promise<E.Either<Failure, RightsRead>> => {
  const logMetadata = await lastEvent(session, LOG_METADATA)
  if (E.isLeft(logMetadata)) return logMetadata
  const settings = await lastEvent(session, SETTINGS)
  if (E.isLeft(settings)) return settings
  const rights: RightsNow = {
    logMetadata: keepable(logMetadata.right && jsonOf(logMetadata.right)),
    settings: keepable(settings.right && jsonOf(settings.right)),
  }
  return E.right({ rights, logMetadata: logMetadata.right, settings: settings.right })
}

/** Empty where nothing is missing. */
export const planSetup = async (
  session: CheckSession,
  roles: ReadonlyArray<string>,
): Promise<E.Either<SetupProblem, ReadonlyArray<Change>>> => {
  if (!session.isTls) return E.left({ _tag: 'NoRightsWithoutTls' })
  const read = await rightsNow(session)
  if (E.isLeft(read)) return E.left(problemOf(read.left))
  const { rights, logMetadata, settings } = read.right
  // Both decide together who may read, so both must be understood before either is written.
  if (logMetadata !== undefined && rights.logMetadata === undefined)
    return E.left({ _tag: 'CannotKeep', stream: LOG_METADATA })
  if (settings !== undefined && rights.settings === undefined) return E.left({ _tag: 'CannotKeep', stream: SETTINGS })
  const changes: Array<Change> = []
  if (cannotReadLog(rights, roles).length > 0)
    changes.push({
      stream: LOG_METADATA,
      type: '$metadata',
      expected: logMetadata?.revision ?? 'no_stream',
      before: rights.logMetadata,
      after: withLogReaders(rights, roles),
      effect: logEffect(roles),
    })
  if (isOpenToAll(rights) || cannotWork(rights, roles).length > 0)
    changes.push({
      stream: SETTINGS,
      type: 'update-default-acl',
      expected: settings?.revision ?? 'no_stream',
      before: rights.settings,
      after: withDefaultRights(rights, roles),
      effect: defaultsEffect(roles),
    })
  return E.right(changes)
}

const logEffect = (roles: ReadonlyArray<string>): Sentence => ({
  en: `lets users of the role ${roles.join(', ')} read and follow the whole log, which holds the events of all streams`,
  zh: `允许角色 ${roles.join('、')} 的用户读取并订阅整个日志,其中包含所有流的事件`,
})

const defaultsEffect = (roles: ReadonlyArray<string>): Sentence => ({
  en:
    `only users of the role ${roles.join(', ')}, of roles named there before, and administrators keep the right to ` +
    'read and append to streams without rights of their own. Other applications on this server lose it: give each of ' +
    'their roles by one more --role',
  zh:
    `只有角色 ${roles.join('、')}、原先已列出的角色以及管理员可以读写未单独设置权限的流。` +
    '此服务器上的其他应用会失去该权限:请用更多的 --role 逐一列出它们的角色',
})

/** Writes one change, exactly as it was shown. Safe to repeat: the same id at the same revision is written once. */
export const applyChange = async (
  session: CheckSession,
  { stream, type, expected, after }: Change,
): Promise<E.Either<SetupProblem, void>> => {
  const event: OutgoingEvent = { id: randomUUID(), type, data: { json: after }, metadata: new Uint8Array(0) }
  const written = await answered(session, () => ({ answer: session.driver.append(stream, expected, [event]) }))
  if (E.isRight(written)) return E.right(undefined)
  return E.left(written.left._tag === 'Conflict' ? { _tag: 'ChangedMeanwhile', stream } : problemOf(written.left))
}

const problemOf = (failure: Failure): SetupProblem =>
  failure._tag === 'Misconfigured'
    ? { _tag: 'AdministratorNeeded' }
    : { _tag: 'NoAnswer', reason: 'reason' in failure ? failure.reason : 'the server answered something unexpected' }
