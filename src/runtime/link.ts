/**
 * Tamper evidence per stream: each event's link is SHA-256 over the link before it, the event's id, revision and type,
 * and the exact text of its data and of its other metadata. Change, drop, insert or reorder anything and the links
 * after it no longer fit. It is checked in a pass of its own (`verify.ts`), not at every load.
 */
import { hash } from 'node:crypto'
import { metadataText, type UnlinkedMetadata } from '../domain/kernel/envelope.js'

const sha256 = (text: string): string => hash('sha256', text, 'base64url')

/** What the first event of a stream chains to. */
export const genesisLink = (tenant: string, stream: string): string =>
  sha256(`aftersales/genesis/v1\n${tenant}\n${stream}`)

// JSON text holds no raw line feed, and neither do ids and types, so the parts cannot run into each other.
export const linkAfter = (
  previous: string,
  id: string,
  revision: number,
  type: string,
  data: string,
  metadata: UnlinkedMetadata,
): string => sha256(`aftersales/link/v1\n${previous}\n${id}\n${revision}\n${type}\n${data}\n${metadataText(metadata)}`)
