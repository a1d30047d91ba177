/** Webhooks of the payment provider, as docs/webhooks.md has them: the raw bytes, and an answer that decides what comes again. */
import type { FastifyInstance } from 'fastify'
import { describe, type AfterSales, type AfterSalesError, type AfterSalesException, type RawWebhook } from 'after-sales'

const LARGEST_BODY = 262_144

const statusOf = (error: AfterSalesError): number => {
  // Not from the provider, or repeated by somebody: it does not get better by coming again.
  if (error._tag === 'WebhookForged' || error._tag === 'WebhookTooOld') return 400
  console.error('a webhook was not taken:', describe(error).code)
  // Signed and not understood: coming again helps nobody. Everything else may go better the next time.
  return error._tag === 'WebhookInvalid' ? 200 : 503
}

export const webhookRoute = (app: FastifyInstance, { promises }: AfterSales): void => {
  const receive = async (webhook: RawWebhook): Promise<number> => {
    try {
      await promises.webhooks.receive(webhook)
      return 200
    } catch (exception) {
      const { error } = exception as Partial<AfterSalesException>
      return error === undefined ? 503 : statusOf(error)
    }
  }

  void app.register((scope, _options, done) => {
    // The signature covers the bytes as they came, so nothing may parse them before: in a scope of its own.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_BODY }, (_request, body, parsed) =>
      parsed(null, body),
    )
    scope.post('/webhooks/payments', async ({ body, headers }, reply) =>
      reply.code(await receive({ body: body as Buffer, headers })).send(),
    )
    done()
  })
}
