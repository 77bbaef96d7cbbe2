import type { Logger } from "pino";
import { createLog } from "#app/log.server.ts";

export type LogLine = { level: number; msg: string } & Record<string, unknown>;

/** The app's log, kept in memory line by line. */
export function captureLog(): { log: Logger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const log = createLog("debug", { write: (line) => void lines.push(JSON.parse(line) as LogLine) });
  return { log, lines };
}
