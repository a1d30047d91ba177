/**
 * Builds that several share: each takes the events of some parts and makes their rows, in a process or thread of its own.
 * A part is what rows are made of alone, such as a case; read models that have none are built by the first.
 */
import type { ProjectedEvent } from '../../projections/projection.js'
import type { ReadModel } from '../../projections/read-model.js'

/** The `n`th of `of`, from 1. */
export interface Share {
  readonly n: number
  readonly of: number
}

/** FNV-1a over UTF-16 units: spreads ids evenly and says the same everywhere. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

export const isOf = ({ n, of }: Share, { partOf }: ReadModel, seen: ProjectedEvent): boolean =>
  partOf === undefined ? n === 1 : hashOf(partOf(seen)) % of === n - 1
