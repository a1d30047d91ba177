/**
 * Who is calling and what the caller may do. Without TLS everybody may do everything. With it streams have lists of
 * roles: their own in their metadata, or those of `$settings`, or the server's: user streams are open to every user,
 * system streams and the whole log to administrators.
 */
import type { Metadata } from '@grpc/grpc-js'
import type { EventLog, EventRecord } from './event-log.js'
import { accessDenied, wrongPassword, type Failure } from './failures.js'
import { aclFrom, parseObject, type Acl } from './stream-metadata.js'
import { isMetastream, originalOf, type Streams } from './streams.js'

export interface User {
  readonly password: string
  readonly roles: ReadonlyArray<string>
}

export type Action = 'read' | 'write' | 'remove'

export interface Rights {
  /** `undefined` where it is allowed. The whole log is the stream `$all`. */
  readonly check: (headers: Metadata, action: Action, stream: string) => Failure | undefined
}

const ADMINS = '$admins'
const EVERY_USER = '$all'
const WHOLE_LOG = '$all'

export const DEFAULT_USERS: ReadonlyMap<string, User> = new Map([
  ['admin', { password: 'changeit', roles: [ADMINS] }],
  ['ops', { password: 'changeit', roles: ['$ops'] }],
])

const sameFor = (role: string): Required<Acl> => ({
  read: [role],
  write: [role],
  remove: [role],
  readMetadata: [role],
  writeMetadata: [role],
})

interface Defaults {
  readonly user: Required<Acl>
  readonly system: Required<Acl>
}
const DEFAULTS: Defaults = { user: sameFor(EVERY_USER), system: sameFor(ADMINS) }

const credentialsIn = (headers: Metadata): { readonly name: string; readonly password: string } | undefined => {
  const [, encoded] = /^Basic (.+)$/.exec(String(headers.get('authorization')[0] ?? '')) ?? []
  if (encoded === undefined) return undefined
  const [, name = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  return { name, password }
}

/** The name that a call comes with, whether or not it is believed. */
export const nameOf = (headers: Metadata): string | undefined => credentialsIn(headers)?.name

export const everythingAllowed: Rights = { check: () => undefined }

export const rightsOf = (users: ReadonlyMap<string, User>, log: EventLog, streams: Streams): Rights => {
  const settings = new WeakMap<EventRecord, Defaults>()

  const defaults = (): Defaults => {
    const newest = log.eventsOf('$settings').findLast(({ type }) => type === 'update-default-acl')
    if (newest === undefined) return DEFAULTS
    const json = parseObject(newest.data.toString('utf8'))
    const [user, system] = [aclFrom(json?.['$userStreamAcl']), aclFrom(json?.['$systemStreamAcl'])]
    const known = settings.get(newest) ?? {
      user: { ...DEFAULTS.user, ...(typeof user === 'object' ? user : {}) },
      system: { ...DEFAULTS.system, ...(typeof system === 'object' ? system : {}) },
    }
    settings.set(newest, known)
    return known
  }
  const rolesFor = (action: Action, stream: string): ReadonlyArray<string> => {
    const isAboutMetadata = isMetastream(stream)
    const subject = isAboutMetadata ? originalOf(stream) : stream
    const { user, system } = defaults()
    const acl = { ...(subject.startsWith('$') ? system : user), ...streams.metadataOf(subject).acl }
    if (!isAboutMetadata) return acl[action]
    return action === 'read' ? acl.readMetadata : acl.writeMetadata
  }
  return {
    check: (headers, action, stream) => {
      const given = credentialsIn(headers)
      const user = given === undefined ? undefined : users.get(given.name)
      if (given !== undefined && user?.password !== given.password) return wrongPassword
      if (given === undefined || user === undefined) return accessDenied
      if (stream === WHOLE_LOG && action !== 'read') return accessDenied
      if (isMetastream(stream) && action === 'remove') return accessDenied
      if (user.roles.includes(ADMINS)) return undefined
      const allowed = rolesFor(action, stream)
      return [EVERY_USER, given.name, ...user.roles].some((role) => allowed.includes(role)) ? undefined : accessDenied
    },
  }
}
