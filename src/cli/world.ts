/** What a verb may know of the world around it, so that a test can be that world. */

export interface World {
  readonly version: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Results, and nothing else: what a program reads. */
  readonly out: (text: string) => void
  /** Talk: questions, progress, complaints. */
  readonly err: (text: string) => void
  readonly hasColors: boolean
  /** Absent where nobody sits at a terminal. */
  readonly ask: ((question: string) => Promise<string>) | undefined
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
