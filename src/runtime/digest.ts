/** Fingerprints over canonical JSON: of a command, so that its id cannot be reused for another; of a policy; of a statement. */
import { hash } from 'node:crypto'
import { canonicalJson } from '../domain/kernel/canonical-json.js'
import type { Actor } from '../domain/values/actor.js'

/** Over the caller's payload, actor and target. Not over the time, nor over facts that the library looked up. */
export const commandDigest = (stream: string, type: string, actor: Actor, data: unknown): string =>
  hash('sha256', `${stream}\n${type}\n${actor.kind}\n${actor.id}\n${canonicalJson(data)}`, 'base64url')

export const policyHash = (policy: unknown): string => hash('sha256', canonicalJson(policy), 'base64url')

/** A statement over the same days with the same text is the same one. */
export const statementIdOf = (statement: {
  readonly text: string
  readonly from: string
  readonly to: string
  readonly means?: ReadonlyArray<string>
}): string =>
  hash('sha256', JSON.stringify([statement.from, statement.to, statement.means ?? null, statement.text]), 'hex')
