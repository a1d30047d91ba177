/** The public door: everything a host needs to embed the library. Loads no driver; adapters have entries of their own. */
export { createAfterSales, type AfterSales, type AfterSalesConfig, type AfterSalesFunctions } from './after-sales.js'
export type { Caller, Change, Done } from './runtime/call.js'
export * from './domain/index.js'
export type * from './ports/authorizer.js'
export type * from './ports/clock.js'
export type * from './ports/benefit-issuer.js'
export * from './ports/event-store.js'
export type * from './ports/ids.js'
export type * from './ports/key-ring.js'
export type * from './ports/order-directory.js'
export type * from './ports/payment-provider.js'
export type * from './ports/read-model-store.js'
export type * from './ports/telemetry.js'
export type { AttentionItem } from './projections/attention.js'
export type { QuarantinedNotice } from './projections/notices.js'
export { DEPARTMENTS, type Waiting, type WaitingFor } from './projections/case-files/waiting.js'
export type { Payment, PaymentEntry, PaymentState } from './projections/payments/payments.js'
export type { Change as TrailChange, ChangedField, FieldValue } from './projections/trail/change.js'
export type { TrailEntry } from './projections/trail/entry.js'
export { exportTrail, type TrailFormat } from './projections/trail/export.js'
export {
  trailTreeRows,
  trailTreeOf,
  type TrailEvent,
  type TrailStep,
  type TrailTreeRow,
} from './projections/trail/tree.js'
export type { DriftKind, EntitlementDrift } from './projections/entitlement-check/drift.js'
export { publishedCodecs, type PublishedEvent, type PublishedType } from './projections/published/index.js'
export type { Page, PageOptions } from './runtime/reading/pages.js'
export type { CaseEntry } from './runtime/reading/case-entries.js'
export type { QueueOptions, WorkCount, WorkViews } from './runtime/reading/work.js'
export type { TrailOptions, TrailPeriod, TrailWanted } from './runtime/reading/trail-input.js'
export type { TrailViews } from './runtime/reading/trail.js'
export type { AmountIn, Counts, CustomerProfile } from './projections/histories/profile.js'
export type {
  AppealOfHistory,
  CaseHistory,
  GivenBenefit,
  CaseOutcome,
  PlatformCaseOfHistory,
} from './projections/histories/history-row.js'
export type { Awaited, CasePage } from './runtime/reading/case-page.js'
export type { CustomerViews, NotesOfCase, NotesWanted, ProfileOptions } from './runtime/reading/customers.js'
export type { CasesWanted, Period } from './runtime/reading/requests.js'
export type { DayOfPayments, UpToDateOptions, Views } from './runtime/reading/views.js'
export type { CaseNote } from './runtime/case-notes.js'
export type { CaseView } from './runtime/case-view.js'
export type { NextStep, NotNow, Who } from './runtime/next-steps/idea.js'
export type { WhatNext } from './runtime/what-next.js'
export { describe, type AfterSalesError, type DomainError, type RuntimeError } from './runtime/errors.js'
export { retryThenPark, stopAtFirst, type FailureAnswer, type FailurePolicy } from './runtime/workers/failure-policy.js'
export type { RoleLag } from './runtime/lag.js'
export type { Health, Operations } from './runtime/operations.js'
export type { Difference } from './runtime/projecting/compare.js'
export type { ReadModelStatus, Upkeep, VerifiedReadModel, VerifyOptions } from './runtime/projecting/upkeep.js'
export type { CheckEntitlementsOptions, EntitlementsChecked } from './runtime/check-entitlements.js'
export type { OnEvent } from './runtime/workers/feed.js'
export type { Parked } from './runtime/workers/parking.js'
export { policiesFrom, type PolicyBook, type PublishedPolicy } from './runtime/policy-book.js'
export { orThrow, toException, type AfterSalesException, type Promised } from './runtime/promised.js'
export { readLog, type LoggedEvent } from './runtime/read-log.js'
export type { NoticeOutcome, WebhookReceived } from './runtime/webhooks.js'
export type { StartOptions, WorkersHealth } from './runtime/workers/workers.js'
export { verifyLog, type BrokenLink, type Verified } from './runtime/verify.js'
