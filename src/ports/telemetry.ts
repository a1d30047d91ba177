/**
 * Where numbers go that operators watch. Names and labels are a closed list in `docs/operations.md`; labels never hold
 * ids or personal data. What a sink does with a number is its own affair; where it throws, that number is lost.
 */
export type TelemetryLabels = Readonly<Record<string, string>>

export interface Telemetry {
  /** Adds to a counter. */
  readonly count: (name: string, by: number, labels?: TelemetryLabels) => void
  /** Sets a gauge. */
  readonly gauge: (name: string, value: number, labels?: TelemetryLabels) => void
}

export const noTelemetry: Telemetry = { count: () => undefined, gauge: () => undefined }

const orLost = (tell: () => void): void => {
  try {
    tell()
  } catch {
    return
  }
}

/** Money does not wait for statistics: a sink that throws stops neither a call nor a worker. */
export const harmless = (sink: Telemetry): Telemetry => ({
  count: (name, by, labels) => orLost(() => sink.count(name, by, labels)),
  gauge: (name, value, labels) => orLost(() => sink.gauge(name, value, labels)),
})
