/** Names of schemas, tables, views and columns, quoted so that two names are never one and no name is ever more than a name. */
import { isWellFormed } from '../../domain/kernel/codec.js'

/** PostgreSQL cuts longer names off in silence, and then two are one. */
const MAX_BYTES = 63

export const isName = (name: string): boolean =>
  name !== '' && !name.includes('\0') && isWellFormed(name) && Buffer.byteLength(name) <= MAX_BYTES

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** `E'…'` reads the same whatever `standard_conforming_strings` says. */
export const literal = (text: string): string => `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
