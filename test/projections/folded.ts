/** Folding a few events into the rows of a read model, as the runner does. */
import type { ReadModel } from '../../src/projections/read-model.js'
import type { ProjectedEvent } from '../../src/projections/projection.js'

/** The rows by their keys, after all of these. */
export const folded = <Row>(model: ReadModel<Row>, events: Iterable<ProjectedEvent>): ReadonlyMap<string, Row> => {
  const rows = new Map<string, Row>()
  for (const seen of events)
    for (const { key, change } of model.touches(seen)) {
      const row = change(rows.get(key))
      if (row === undefined) rows.delete(key)
      else rows.set(key, row)
    }
  return rows
}
