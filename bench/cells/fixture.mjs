/**
 * Not a measurement of speed: writes the log that `replay` reads, with a note in every fourth case, and its events as
 * whole JSON envelopes beside it. Answers how many there are of each type, and how much room they take.
 */
import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { inLanes } from '../lib/lanes.mjs'
import { openShop } from '../lib/ours.mjs'
import { envelopesFile, fixtureFile, removeFixture } from '../lib/paths.mjs'

export const measure = async ({ cases }) => {
  removeFixture()
  const shop = await openShop('sqlite', fixtureFile)
  await inLanes(64, cases, (n) => shop.runCase(n, n % 4 === 0))
  const envelopes = openSync(envelopesFile, 'w')
  const types = {}
  let events = 0
  let dataBytes = 0
  let lines = ''
  const write = () => {
    writeSync(envelopes, lines)
    lines = ''
  }
  for await (const delivery of shop.store.all()) {
    if (delivery._tag !== 'Event') continue
    const { data: text, ...rest } = delivery.event
    events += 1
    types[rest.type] = (types[rest.type] ?? 0) + 1
    dataBytes += Buffer.byteLength(text)
    lines += `${JSON.stringify({ ...rest, data: JSON.parse(text) })}\n`
    if (events % 1_000 === 0) write()
  }
  write()
  closeSync(envelopes)
  await shop.close()
  return {
    cases,
    events,
    types,
    diskBytesPerEvent: statSync(fixtureFile).size / events,
    envelopeBytesPerEvent: statSync(envelopesFile).size / events,
    dataBytesPerEvent: dataBytes / events,
  }
}
