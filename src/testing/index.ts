/**
 * The entry `after-sales/testing`: what the library is tested with, for hosts to test what they build on it. Rules as
 * given/when/then, decider laws, contract suites for stores, and the world outside, simulated.
 */
export * from './benefit-issuer-contract.js'
export * from './event-store-contract.js'
export * from './fault-store.js'
export * from './key-ring-contract.js'
export * from './laws.js'
export * from './payment-provider-contract.js'
export * from './read-model-store-contract.js'
export * from './simple-policy.js'
export * from './simulated-benefits.js'
export * from './simulated-orders.js'
export * from './simulated-payments.js'
export * from './simulated-time.js'
export { simulatedReference } from './simulated-payments/book.js'
export * from './statement-text.js'
export * from './spec.js'
export * from './simulator.js'
