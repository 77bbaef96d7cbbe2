import { AsyncLocalStorage } from "node:async_hooks";
import { type DestinationStream, type Logger, pino } from "pino";
import { describeForLog } from "./describe-for-log.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { gatherLines } from "./ops/gather-lines.server.ts";

/** Which work a line is of, whose, and the webhook that caused it, however many jobs ago. */
export type LogFields = { job?: string; jobId?: string; shop?: string; shopId?: string | undefined; topic?: string; webhookId?: string | undefined };

const fields = new AsyncLocalStorage<LogFields>();

/** Every line that `work` causes, however deep down it is logged, carries these fields. */
export function withLogFields<T>(more: LogFields, work: () => T): T {
  return fields.run({ ...fields.getStore(), ...more }, work);
}

/** What lines carry now. A copy: pino writes the line's own fields into it. */
export function logFields(): LogFields {
  return { ...fields.getStore() };
}

const standardOutput = gatherLines(1);

/** Structured lines, on standard output unless told otherwise. Whatever a library logs, no secret gets out. */
export function createLog(level: string, destination: DestinationStream = standardOutput): Logger {
  const options = {
    level,
    mixin: logFields,
    formatters: { log: (line: object) => describeForLog(line) as Record<string, unknown> },
    // pino's own would take the described error for one and lose its causes.
    serializers: { err: (described: unknown) => described },
    hooks: { streamWrite: hideSecrets },
  };
  return pino(options, destination);
}
