/**
 * Not a measurement of speed: writes the log that `replay` reads, with a note in every fourth case, and its events as
 * whole JSON envelopes beside it. Answers how much room they take.
 */
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { inLanes } from '../lib/lanes.mjs'
import { openShop } from '../lib/ours.mjs'
import { data, envelopesFile, fixtureFile } from '../lib/paths.mjs'

const removeFixture = () => {
  for (const name of readdirSync(data))
    if (name.startsWith(basename(fixtureFile))) rmSync(`${data}/${name}`, { force: true })
}

export const measure = async ({ cases }) => {
  removeFixture()
  const shop = await openShop('sqlite', fixtureFile)
  await inLanes(64, cases, (n) => shop.runCase(n, n % 4 === 0))
  const lines = []
  let dataBytes = 0
  for await (const delivery of shop.store.all()) {
    if (delivery._tag !== 'Event') continue
    const { data: text, ...rest } = delivery.event
    dataBytes += Buffer.byteLength(text)
    lines.push(JSON.stringify({ ...rest, data: JSON.parse(text) }))
  }
  await shop.close()
  const text = lines.join('\n')
  writeFileSync(envelopesFile, text)
  const events = lines.length
  return {
    cases,
    events,
    diskBytesPerEvent: statSync(fixtureFile).size / events,
    envelopeBytesPerEvent: Buffer.byteLength(text) / events,
    dataBytesPerEvent: dataBytes / events,
  }
}
