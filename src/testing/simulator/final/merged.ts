/** A wish that was made twice goes on somewhere, whoever merged what into what at the same moment. */
import type { FinalCheck } from './log.js'

export const somebodyGoesOn: FinalCheck = ({ watch }) => {
  for (const request of watch.of('request')) {
    if (request.status === 'none') continue
    const seen = new Set([request.requestId])
    let { mergedInto } = request
    while (mergedInto !== undefined) {
      if (seen.has(mergedInto)) {
        watch.broken('a merged case goes on', `${request.requestId} was merged in a circle`)
        break
      }
      seen.add(mergedInto)
      const into = watch.state('request', mergedInto)
      mergedInto = into === undefined || into.status === 'none' ? undefined : into.mergedInto
    }
  }
}
