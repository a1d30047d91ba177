/** Stands in for all tests of PostgreSQL where there is no server to run them on, so that nobody takes silence for yes. */
import { it } from 'vitest'

it.skip(
  `PostgreSQL: NOT TESTED, no server for ${process.platform}-${process.arch} (name one in POSTGRES_CONNECTION_STRING)`,
)
