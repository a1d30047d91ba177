/** Whoever listens to what is published: takes most of it, rejects some of it in the storm, and keeps what it took. */
import type { PublishedEvent } from '../../projections/published/index.js'
import type { OnEvent } from '../../runtime/workers/feed.js'
import type { Chance } from './chance.js'
import type { Storm } from './weather.js'
import type { Process, World } from './world.js'

export interface Listening {
  /** In the order in which they were taken, again and again where they came again. */
  readonly taken: ReadonlyArray<PublishedEvent>
  readonly onEventOf: (process: Process) => OnEvent
}

export const listeningIn = (world: World, chance: Chance, storm: Pick<Storm, 'isCalm'>): Listening => {
  const taken: Array<PublishedEvent> = []
  let calls = 0
  return {
    taken,
    onEventOf: (process) => async (event) => {
      const isTaken = await world.call(process, {
        label: 'host.onEvent',
        effect: () => {
          const rejects = !storm.isCalm() && chance.happens(0.02, 'listener rejects', calls++)
          if (!rejects) taken.push(event)
          return Promise.resolve(!rejects)
        },
      })
      if (!isTaken) throw new Error('not now')
    },
  }
}
