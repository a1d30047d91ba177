/**
 * One hard case, played on a store on disk, closed, opened again, and told from its events: `npm run example:05`. Start
 * with `plot.ts` (what people did), then `story.ts` (how it is told).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatMoney, verifyLog } from 'after-sales'
import { heard, readCase, settled } from './case.js'
import { play } from './plot.js'
import { at, ORDER, openShop } from './shop.js'
import { printed, tell } from './story.js'

const folder = mkdtempSync(join(tmpdir(), 'after-sales-hard-case-'))
try {
  const played = await openShop(folder, at('2026-03-02T09:00:00.000Z'))
  await play(played)
  await played.close()

  const shop = await openShop(folder, at('2026-04-15T09:00:00.000Z'))
  const { log, words, notes } = await readCase(shop)
  console.log(printed(tell(log, words, notes)))

  const { paidIn, paidOut } = settled(await shop.afterSales.promises.getOrder(ORDER))
  const money = (minor: number): string => formatMoney({ minor, currency: 'EUR' })
  const { expected, still } = await heard(shop)
  const verified = await verifyLog(shop.store)
  if (verified._tag === 'Left') throw new Error(`the log is broken: ${JSON.stringify(verified.left)}`)
  const { events, streams } = verified.right
  await shop.close()

  console.log(`
Paid ${money(paidIn)}, paid back ${money(paidOut)}; the provider says ${money(played.payments.paidTotal())}.
已付 ${money(paidIn)},已退 ${money(paidOut)};渠道记录 ${money(played.payments.paidTotal())}。
Nobody waits for anything: ${expected.length} steps are open. Possible all the same: ${still.join(', ')}.
无人等待任何事项:未完成步骤 ${expected.length} 个。仍可进行:${still.join('、')}。
${events} events in ${streams} streams; every link fits the one before. / ${streams} 条事件流共 ${events} 个事件,链条完整。`)
  if (paidOut !== played.payments.paidTotal() || expected.length > 0) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
