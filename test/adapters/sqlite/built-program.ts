/** The program of a process that tests start and kill. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsdown'
import { afterAll, beforeAll } from 'vitest'

/**
 * Builds `<name>.ts` of this folder for the tests of one file and answers where it will stand. Built once, because a
 * process that compiles itself takes ten times as long to start as it is allowed to live; inside node_modules, where
 * its imports are found. What `bundled` matches is built in: a process with many lives loads one file, not dozens.
 */
export const builtProgram = (name: string, bundled: ReadonlyArray<RegExp> = []): string => {
  const folder = fileURLToPath(
    new URL(`../../../node_modules/.cache/after-sales/${name}-${process.pid}`, import.meta.url),
  )
  beforeAll(async () => {
    await build({
      config: false,
      entry: { [name]: fileURLToPath(new URL(`${name}.ts`, import.meta.url)) },
      outDir: folder,
      format: 'esm',
      fixedExtension: true,
      dts: false,
      logLevel: 'error',
      noExternal: [...bundled],
    })
  }, 60_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return join(folder, `${name}.mjs`)
}
