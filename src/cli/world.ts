/** What a verb may know of the world around it, so that a test can be that world. */
import type { Clock } from '../ports/clock.js'

export interface World {
  readonly version: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  /** Results, and nothing else: what a program reads. */
  readonly out: (text: string) => void
  /** Talk: questions, progress, complaints. */
  readonly err: (text: string) => void
  readonly hasColors: boolean
  /** How wide results may be, and progress; absent where that is no terminal. */
  readonly columns: number | undefined
  readonly progressColumns: number | undefined
  /** Absent where nobody sits at a terminal. */
  readonly ask: ((question: string) => Promise<string>) | undefined
  /** Aborted by Ctrl-C. Whoever asks for it ends in good order; all others just end. */
  readonly interrupted: () => AbortSignal
  /** What a thread of this command is started with; absent: all work is done in this one. */
  readonly thread: URL | undefined
}

/** How the command ends, for scripts. */
export const EXIT = {
  /** Warnings are allowed. */
  ok: 0,
  /** The command did its work, and what it found is not good. */
  problems: 1,
  usage: 2,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
