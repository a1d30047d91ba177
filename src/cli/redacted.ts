/** A complaint repeats what was typed, and a connection string holds a password. */
const CONNECTION_STRING = /\b(esdb|kurrentdb|postgres|postgresql)(\+discover)?:\/\/[^\s'"]*/g

export const redacted = (text: string): string => text.replace(CONNECTION_STRING, '$1://…')
