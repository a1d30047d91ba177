/** The machine in words: a number without it says nothing. */
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'
import { data } from './paths.mjs'
import { statfsSync } from 'node:fs'

const GIBIBYTE = 2 ** 30
const FILE_SYSTEMS = {
  0xef53: 'ext4',
  0x58465342: 'xfs',
  0x9123683e: 'btrfs',
  0x01021994: 'tmpfs',
  0x794c7630: 'overlayfs',
}

export const machine = () => {
  const [{ model }] = cpus()
  const fileSystem = FILE_SYSTEMS[statfsSync(data).type] ?? 'unknown file system'
  return [
    `${availableParallelism()} × ${model.trim()}`,
    `${Math.round(totalmem() / GIBIBYTE)} GiB`,
    fileSystem,
    `${type()} ${release()}`,
    `Node ${process.versions.node}`,
  ].join(', ')
}

/** Above half a core of other work the numbers say more about that work. */
export const load = () => loadavg()[0].toFixed(1)
