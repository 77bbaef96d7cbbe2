import { type DestinationStream, type Logger, pino } from "pino";
import { describeForLog } from "./describe-for-log.ts";

/** Structured lines, on standard output unless told otherwise. Whatever a library logs, no token gets out. */
export function createLog(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  const options = {
    level,
    formatters: { log: (line: object) => describeForLog(line) as Record<string, unknown> },
    // pino's own would take the described error for one and lose its causes.
    serializers: { err: (described: unknown) => described },
  };
  return pino(options, destination);
}
