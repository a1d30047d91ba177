/**
 * A process of its own that moves one checkpoint as often as it can, and with it a row that counts and a row per
 * version; it says so after each answer: `read-model-writer.ts <file> <name> <commits>`. Others do the same meanwhile.
 */
import { writeSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { openSqliteReadModelStore } from '../../../src/adapters/sqlite/index.js'
import { checkpoint, commitOf, put, rowOf } from '../../../src/testing/read-model-store-contract/sample.js'

const [file = '', name = '', commits = '0'] = process.argv.slice(2)

const store = await openSqliteReadModelStore({ file })
// Straight to the pipe: what was acknowledged must be out before the process can be killed.
const say = (line: string): void => void writeSync(1, `${line}\n`)

say('ready')
for (let done = 0; done < Number(commits);) {
  const version = (await checkpoint(store))?.version ?? 0
  const next = version + 1
  const answer = await store.commit(
    commitOf(version, put(rowOf('count', '', String(next))), put(rowOf(`version ${next}`, '', name))),
  )()
  if (E.isRight(answer)) {
    done += 1
    say(`${name} ${answer.right}`)
  } else if (answer.left._tag !== 'CheckpointMoved') throw new Error(JSON.stringify(answer.left))
}
await store.close()
