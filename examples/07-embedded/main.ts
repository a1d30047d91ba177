/**
 * A small backend with the library inside: `npm run example:07` starts it, drives it through one case, tells the story and
 * stops; `npm run example:07 -- --serve` keeps it running. Read on in `backend.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startBackend } from './backend.js'
import { startPaymentCompany } from './payment-company.js'
import { tellStory } from './story.js'

const HERE = fileURLToPath(new URL('../..', import.meta.url))
const SETTLE_EVERY_MS = 1_000
/** Whoever orders it to stop will kill it some time later: better to say so before. */
const STOP_WITHIN_MS = 15_000

const { values } = parseArgs({
  options: {
    serve: { type: 'boolean', default: false },
    data: { type: 'string', default: join(HERE, '.data', 'embedded') },
    port: { type: 'string', default: '0' },
    /** The address of a payment provider that runs already. */
    payments: { type: 'string' },
    sqlite: { type: 'boolean', default: false },
  },
})

/** Until somebody asks it to stop. */
const serve = async (): Promise<void> => {
  const asked = new Promise<string>((stop) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop(name))
  })
  const company = values.payments === undefined ? await startPaymentCompany() : undefined
  try {
    const backend = await startBackend({
      ...{ folder: resolve(values.data), port: Number(values.port), onlySqlite: values.sqlite },
      paymentsUrl: company?.url ?? values.payments!,
    })
    console.log(`Listening on ${backend.url}; ${backend.where}.`)
    const settling = setInterval(() => void company?.settle(`${backend.url}/webhooks/payments`), SETTLE_EVERY_MS)
    console.log(`${await asked}: stopping.`)
    clearInterval(settling)
    setTimeout(() => {
      console.error('It takes too long to stop. Nothing is lost: the next start goes on.')
      process.exit(1)
    }, STOP_WITHIN_MS).unref()
    await backend.stop()
  } finally {
    await company?.close()
  }
}

const story = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'after-sales-embedded-'))
  const company = await startPaymentCompany()
  try {
    const backend = await startBackend({ folder, paymentsUrl: company.url, port: 0, onlySqlite: values.sqlite })
    console.log(`Listening on ${backend.url}; ${backend.where}.\n`)
    try {
      if (!(await tellStory(backend.url, company, console.log))) process.exitCode = 1
    } finally {
      await backend.stop()
    }
  } finally {
    await company.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

try {
  await (values.serve ? serve() : story())
  console.log('Stopped; everything is written.')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
