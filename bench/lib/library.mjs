/** The library as a host has it: the built package, by its entries. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { subject } from './paths.mjs'

const entry = (name) => import(pathToFileURL(join(subject, 'dist', `${name}.js`)).href)

const main = await entry('index')
const testing = await entry('testing')
const memory = await entry('adapters/memory')
const node = await entry('adapters/node')

/** Loaded by those who need it only: it brings the driver. */
export const sqliteAdapter = () => entry('adapters/sqlite')
export const postgresAdapter = () => entry('adapters/postgres')

export const { createAfterSales, instantOf, orThrow, policiesFrom, readLog, verifyLog, returnIdOf, termsFor } = main
export const { Entitlement, Refund, Request, Return, reactions } = main
export const { simplePolicy, simulate, simulatedOrders, simulatedPayments } = testing
export const { memoryEventStore, memoryKeyRing, memoryReadModelStore } = memory
export const { randomIds, systemClock } = node
