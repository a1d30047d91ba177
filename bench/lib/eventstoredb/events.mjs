/** The event of this bench: about 500 bytes of JSON, and the twelve strings that the library stores beside each event. */
import { randomUUID } from 'node:crypto'

export const TYPE = 'ItemsInspected'
/** What every load reads, as most of our streams are shorter. */
export const EVENTS_PER_AGGREGATE = 20

export const data = {
  returnId: '7b0c2f3e-94d5-5c43-8f6f-2f5b9d1f0a61',
  inspectionId: 'inspection-2026-11-23-0017',
  lines: [
    { lineId: 'mug-blue', accepted: 2, rejected: 0, grade: 'A_NEW_SEALED', checklist: ['box', 'seal', 'handle'] },
    { lineId: 'mug-red', accepted: 1, rejected: 1, grade: 'C_USED', checklist: ['box', 'handle'], reason: 'SCRATCHED' },
    { lineId: 'saucer', accepted: 4, rejected: 0, grade: 'B_OPENED', checklist: ['box'] },
  ],
  dock: 'dock-2',
  note: 'One red mug has a scratch along the rim.',
}
export const text = JSON.stringify(data)

export const metadata = {
  $correlationId: 'request-10017',
  $causationId: 'inspect-10017-1',
  commandId: 'inspect-10017-1',
  commandDigest: '5b1c64b3f0bd4d8a0c4a4bb1a4a0f2ed4d7dbb4c9a5c0f6d3b3fbf4c8f8a1c02',
  actorKind: 'warehouse',
  actorId: 'dock-2',
  authority: 'warehouse',
  channel: 'api',
  tenant: 'main',
  schemaVersion: '1',
  occurredAt: '2026-11-23T09:30:00.000Z',
  link: '0c2f8a4c6a8e0d4f5b7a9c1e3f5d7b9a1c3e5f7d9b1a3c5e7f9d1b3a5c7e9f1d',
}

/** As our port takes it: data as text. */
export const ourEvent = () => ({ id: randomUUID(), type: TYPE, data: text, metadata })
export const listOf = (count, event) => Array.from({ length: count }, event)
