/** Every change of status there is: taken, released, taken again; it never ends, because a case may be opened again. */
import type { Lifecycle } from '../kernel/lifecycle.js'
import type { WorkEvent } from './events.js'
import type { WorkState } from './state.js'

export const workLifecycle: Lifecycle<WorkState['status'], WorkEvent['type']> = [
  ['none', 'WorkTaken', 'held'],
  ['held', 'WorkTaken', 'held'],
  ['held', 'WorkTransferred', 'held'],
  ['held', 'WorkReleased', 'held'],
  ['held', 'WorkReleased', 'free'],
  ['free', 'WorkTaken', 'held'],
]
