/** `lanes` workers take numbers from one counter until `count` are done: so many calls are in flight. */
export const inLanes = async (lanes, count, task) => {
  let next = 0
  const lane = async () => {
    while (next < count) await task(next++)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
