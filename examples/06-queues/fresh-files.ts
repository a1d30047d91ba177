/** Where a run keeps its things. Each begins anew; what it leaves can be looked at with any tool for SQLite. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

export interface Files {
  readonly log: string
  readonly book: string
  readonly rows: string
}

export const freshFiles = (folder: string): Files => {
  mkdirSync(folder, { recursive: true })
  const files = {
    log: join(folder, 'queues.sqlite'),
    book: join(folder, 'queues.payments.jsonl'),
    rows: join(folder, 'queues.rows.sqlite'),
  }
  for (const file of Object.values(files))
    for (const each of [file, `${file}-wal`, `${file}-shm`]) rmSync(each, { force: true })
  return files
}
