/** Chance comes from the host, too: command ids where the caller brings none, jitter, and nonces of sealed data. */
export interface Ids {
  readonly uuid: () => string
  /** Cryptographically strong in production. */
  readonly randomBytes: (length: number) => Uint8Array
}
