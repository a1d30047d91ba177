/**
 * Where a run keeps its things: the log, the provider's book, and a note of what is being imported. The note only decides
 * whether to go on or to start over; what was done is known from the log.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface RunFolder {
  readonly log: string
  readonly book: string
  readonly how: 'new' | 'continued' | 'after a finished run' | 'other files before' | 'as asked'
  readonly finish: () => void
}

interface Note {
  readonly input: string
  readonly finished: boolean
}

const NAME = 'online-retail'

const readNote = (file: string): Note | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Note
  } catch {
    return undefined
  }
}

/** `input` names the files and their sizes: other files would match otherwise, so they are another run. */
export const runFolder = (folder: string, input: string, fresh: boolean): RunFolder => {
  mkdirSync(folder, { recursive: true })
  const [log, book, note] = [`${NAME}.sqlite`, `${NAME}.payments.jsonl`, `${NAME}.run.json`].map((name) =>
    join(folder, name),
  ) as [string, string, string]

  const write = (content: Note): void => {
    // Renamed, so that a kill leaves the old note or the new one.
    writeFileSync(`${note}.new`, JSON.stringify(content))
    renameSync(`${note}.new`, note)
  }
  const before = readNote(note)
  const how = !existsSync(log)
    ? 'new'
    : fresh
      ? 'as asked'
      : before === undefined || before.input !== input
        ? 'other files before'
        : before.finished
          ? 'after a finished run'
          : 'continued'
  if (how !== 'continued') {
    // The note goes first: a kill between these lines must not leave a log that looks like an unfinished run's.
    for (const file of [note, log, `${log}-wal`, `${log}-shm`, book]) rmSync(file, { force: true })
    write({ input, finished: false })
  }
  return { log, book, how, finish: () => write({ input, finished: true }) }
}
