/** What all verbs of the command share: their form, the options that each has, and the two languages. */
import { Option, type Command } from 'commander'
import type { Sentence } from '../domain/kernel/sentence.js'
import type { ExitCode, World } from './world.js'

/** Adds itself to the program. `finish` says how the command ends; without it, well. */
export type Verb = (program: Command, world: World, finish: (code: ExitCode) => void) => void

export type Language = keyof Sentence

export interface CommonOptions {
  readonly lang: Language
  readonly json?: true
}

/** To be called last, so that these options stand last in the help. */
export const withCommonOptions = (verb: Command): Command =>
  verb
    .option('--json', 'print the result as JSON, in both languages')
    .addOption(new Option('--lang <language>', 'language of the words').choices(['en', 'zh']).default('en'))
