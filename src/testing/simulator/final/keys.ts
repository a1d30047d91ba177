/** 8: whatever went out under one key was one amount, at the provider and at the issuer. */
import type { FinalCheck } from './log.js'

interface Instruction {
  readonly key: string
  readonly minor: number
  readonly currency: string
  readonly tenderId?: string
}

export const oneKeyOneAmount: FinalCheck = ({ watch, provider, issuer }) => {
  const known = new Map<string, string>()
  const calls: ReadonlyArray<Instruction> = [...provider.calls, ...issuer.calls.map(({ instruction }) => instruction)]
  for (const { key, minor, currency, tenderId = '' } of calls) {
    const amount = `${minor} ${currency} ${tenderId}`
    if ((known.get(key) ?? amount) !== amount) watch.broken('I8 the same key is the same amount', `${key}: ${amount}`)
    known.set(key, amount)
  }
}
