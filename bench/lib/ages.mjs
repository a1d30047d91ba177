/** How old events are, by the store's time, when the rows that a worker makes of them are committed. */

/** The two stores as the worker has to see them. `onCommitted` is told the age of every event, in milliseconds. */
export const agesOf = ({ store, readModels }, worker, onCommitted) => {
  const under = []
  return {
    store: {
      ...store,
      async *all(options) {
        for await (const delivery of store.all(options)) {
          if (delivery._tag === 'Event') under.push(delivery.event)
          yield delivery
        }
      },
    },
    readModels: {
      ...readModels,
      commit: (commit) => async () => {
        const committed = await readModels.commit(commit)()
        if (commit.name !== worker || committed._tag === 'Left') return committed
        const now = Date.now()
        const { position } = JSON.parse(commit.checkpoint)
        while (under.length > 0 && store.comparePositions(under[0].position, position) <= 0)
          onCommitted(now - Date.parse(under.shift().recordedAt))
        return committed
      },
    },
  }
}
