/**
 * The package as a host gets it: packed, installed in an empty folder, loaded and type-checked from there. Tools that
 * only read the package once called one good whose ES modules could not be loaded, hence both kinds of test.
 */
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Consumer, entries, load, makeConsumer, manifest, runProgram, typed } from './consumer.js'

let consumer: Consumer
beforeAll(async () => {
  consumer = await makeConsumer()
})
afterAll(() => consumer?.remove())

describe('The packed files', () => {
  it('are the built library and three texts, no source and no test', () => {
    const others = consumer.files.filter((file) => !/^dist\/[\w/-]+\.(js|cjs|d\.ts|d\.cts)$/.test(file))
    expect(others.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'])
  })

  it('satisfy publint, suggestions included', async () => {
    const tarball = Uint8Array.from(readFileSync(consumer.tarball)).buffer
    expect((await publint({ pack: { tarball }, strict: true })).messages).toEqual([])
  })

  it('have types that agree with the code in every resolution mode', async () => {
    const attw = resolve('node_modules/@arethetypeswrong/cli/dist/index.js')
    const run = promisify(execFile)(process.execPath, [attw, consumer.tarball, '--format', 'ascii', '--no-color'])
    expect(
      await run.then(
        () => 'good',
        (error: { readonly stdout: string }) => error.stdout,
      ),
    ).toBe('good')
  })
})

describe.each(entries)('A host that loads %s', (entry) => {
  it('gets the same names from ES modules and from CommonJS, without a warning', async () => {
    const [esm, cjs] = await Promise.all([load(consumer.folder, 'esm', entry), load(consumer.folder, 'cjs', entry)])
    expect(esm.names.filter((name) => name !== 'default')).toEqual(cjs.names.filter((name) => name !== 'default'))
    expect(esm.stderr + cjs.stderr).toBe('')
    // The kit for tests may run its suites on any store; everybody else gets a driver only by asking for it.
    if (entry !== 'after-sales/adapters/sqlite' && entry !== 'after-sales/testing')
      expect([...esm.drivers, ...cjs.drivers]).toEqual([])
  })
})

describe('A host without the client of EventStoreDB', () => {
  it('hears of it when a store is opened, and how to install it', async () => {
    const said = await runProgram(
      consumer.folder,
      `import { openEventStoreDb } from 'after-sales/adapters/eventstoredb'
      openEventStoreDb({ connectionString: 'esdb://localhost:1?tls=false' }).catch(({ problem, message }) =>
        console.log(problem._tag, message))`,
    )
    expect(said).toContain('ClientMissing')
    expect(said).toContain('npm install @eventstore/db-client@6.2.1')
  })
})

describe('A host that types the command', () => {
  it('is helped', async () => {
    const { code, stdout } = await typed(consumer.folder, 'after-sales esdb-check --help')
    expect([code, stdout]).toEqual([0, expect.stringContaining('Usage: after-sales esdb-check')])
  })

  it('is told the version of the package', async () => {
    expect(await typed(consumer.folder, 'after-sales --version')).toMatchObject({ stdout: `${manifest.version}\n` })
  })

  it('works on the stores of a shop, and is told which file is not there', async () => {
    const { code, stdout } = await typed(
      consumer.folder,
      'after-sales lag --log sqlite:no-log.db --rows sqlite:no-rows.db',
    )
    expect([code, stdout]).toEqual([2, ''])
  })

  it('is told what to install where the client of the server is missing', async () => {
    const line = 'after-sales esdb-check --connection esdb://localhost:1?tls=false'
    const { code, stdout } = await typed(consumer.folder, line)
    expect([code, stdout]).toEqual([1, expect.stringContaining('npm install @eventstore/db-client@6.2.1')])
  })
})

describe('A host in TypeScript', () => {
  const source = [
    'type IsAny<T> = 0 extends 1 & T ? true : false',
    ...entries.map((entry, at) => `import * as entry${at} from '${entry}'`),
    ...entries.map((_, at) => `export const typed${at}: IsAny<typeof entry${at}> = false`),
  ].join('\n')

  const { ModuleKind, ModuleResolutionKind } = ts
  const hosts: ReadonlyArray<readonly [name: string, file: string, options: ts.CompilerOptions]> = [
    ['nodenext, ES modules', 'host.mts', { module: ModuleKind.NodeNext }],
    ['node16, CommonJS', 'host.cts', { module: ModuleKind.Node16 }],
    ['a bundler', 'bundled-host.ts', { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler }],
    [
      // What NestJS generates. It knows no `exports`, only main, types and typesVersions.
      'CommonJS of old',
      'old-host.ts',
      { module: ModuleKind.CommonJS, moduleResolution: ModuleResolutionKind.Node10, ignoreDeprecations: '6.0' },
    ],
  ]

  it.each(hosts)('compiles against every entry: %s', (_, file, options) => {
    const path = join(consumer.folder, file)
    writeFileSync(path, source)
    const program = ts.createProgram([path], {
      ...options,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts'],
      strict: true,
      noEmit: true,
      types: ['node'],
      typeRoots: [resolve('node_modules/@types')],
    })
    // Our declarations are checked as the host's own are; those of Node and of TypeScript would take seconds.
    const ours = program
      .getSourceFiles()
      .filter(({ fileName }) => /\/node_modules\/after-sales\/|host\.[cm]?ts$/.test(fileName))
    expect(ours.length).toBeGreaterThan(entries.length)
    const problems = [
      ...program.getOptionsDiagnostics(),
      ...ours.flatMap((sourceFile) => [
        ...program.getSyntacticDiagnostics(sourceFile),
        ...program.getSemanticDiagnostics(sourceFile),
      ]),
    ]
    expect(ts.formatDiagnostics(problems, ts.createCompilerHost({}))).toBe('')
  })
})
