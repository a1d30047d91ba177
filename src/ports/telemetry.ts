/**
 * Where numbers go that operators watch. Names and labels are a closed list in `docs/operations.md`; labels never hold
 * ids or personal data. A sink must not throw; what it does with a number is its own affair.
 */
export type TelemetryLabels = Readonly<Record<string, string>>

export interface Telemetry {
  /** Adds to a counter. */
  readonly count: (name: string, by: number, labels?: TelemetryLabels) => void
  /** Sets a gauge. */
  readonly gauge: (name: string, value: number, labels?: TelemetryLabels) => void
}

export const noTelemetry: Telemetry = { count: () => undefined, gauge: () => undefined }
