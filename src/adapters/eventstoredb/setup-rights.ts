/**
 * Who may do what on a server, in the JSON that it keeps: the metadata of `$all`, and the newest event of `$settings`.
 * Pure: reads the lists of roles as the server does (a stream's own, else the default, else the built-in one), and says
 * how the JSON must look so that the given roles can work and others cannot. Everything else in it stays.
 */

export type Json = null | boolean | number | string | ReadonlyArray<Json> | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

export interface RightsNow {
  readonly logMetadata: JsonObject | undefined
  readonly settings: JsonObject | undefined
}

const EVERY_USER = '$all'
const ADMINS = '$admins'
const USER_STREAMS = '$userStreamAcl'
const SYSTEM_STREAMS = '$systemStreamAcl'

/** Read, write, delete, and the same for metadata: with `$mw` a user can hide what a stream holds, or open it. */
const WORK = ['$r', '$w'] as const
const REST = ['$d', '$mr', '$mw'] as const

const isObject = (json: unknown): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof Uint8Array)

const objectAt = (json: JsonObject | undefined, key: string): JsonObject => {
  const value = json?.[key]
  return isObject(value) ? value : {}
}

const rolesAt = (acl: JsonObject, key: string): ReadonlyArray<string> | undefined => {
  const value = acl[key]
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((role): role is string => typeof role === 'string') : undefined
}

const isKeepable = (json: Json): boolean => {
  if (typeof json === 'number') return Number.isFinite(json) && (!Number.isInteger(json) || Number.isSafeInteger(json))
  if (typeof json !== 'object' || json === null) return true
  return Object.values(json).every(isKeepable)
}

/**
 * The object if writing it back would keep all that is in it. JavaScript rounds long whole numbers, and a server takes
 * metadata with a rounded one for no metadata at all (C16).
 */
export const keepable = (json: unknown): JsonObject | undefined =>
  isObject(json) && isKeepable(json) ? json : undefined

const without = (roles: ReadonlyArray<string>, role: string): ReadonlyArray<string> =>
  roles.filter((other) => other !== role)
const together = (...lists: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => [...new Set(lists.flat())]

const logReaders = ({ logMetadata, settings }: RightsNow): ReadonlyArray<string> =>
  rolesAt(objectAt(logMetadata, '$acl'), '$r') ?? rolesAt(objectAt(settings, SYSTEM_STREAMS), '$r') ?? [ADMINS]

/** Those of the roles that may not read the whole log. */
export const cannotReadLog = (now: RightsNow, roles: ReadonlyArray<string>): ReadonlyArray<string> => {
  const readers = logReaders(now)
  return readers.includes(EVERY_USER) ? [] : roles.filter((role) => !readers.includes(role))
}

export const withLogReaders = (now: RightsNow, roles: ReadonlyArray<string>): JsonObject => ({
  ...now.logMetadata,
  $acl: { ...objectAt(now.logMetadata, '$acl'), $r: together(logReaders(now), roles, [ADMINS]) },
})

/** Whether every user of the server may append to, delete or hide streams like ours. */
export const isOpenToAll = ({ settings }: RightsNow): boolean => {
  const acl = objectAt(settings, USER_STREAMS)
  return [...WORK, '$d', '$mw'].some((key) => (rolesAt(acl, key) ?? [EVERY_USER]).includes(EVERY_USER))
}

/** Those of the roles that the default rights keep from reading or appending. */
export const cannotWork = ({ settings }: RightsNow, roles: ReadonlyArray<string>): ReadonlyArray<string> => {
  const acl = objectAt(settings, USER_STREAMS)
  const lists = WORK.map((key) => rolesAt(acl, key) ?? [EVERY_USER])
  return roles.filter((role) => lists.some((list) => !list.includes(EVERY_USER) && !list.includes(role)))
}

export const withDefaultRights = ({ settings }: RightsNow, roles: ReadonlyArray<string>): JsonObject => {
  const acl = objectAt(settings, USER_STREAMS)
  const changed: Record<string, Json> = { ...acl }
  for (const key of WORK) changed[key] = together(without(rolesAt(acl, key) ?? [], EVERY_USER), roles)
  for (const key of REST) {
    const kept = without(rolesAt(acl, key) ?? [], EVERY_USER)
    changed[key] = kept.length === 0 ? ADMINS : kept
  }
  return { ...settings, [USER_STREAMS]: changed }
}
