import type { Logger } from "pino";

/** What nobody caught ends the process, as it would anyway, but in a line of the log: Node prints all that hangs on it. */
export function exitOnError(log: Logger): void {
  process.on("uncaughtException", (err) => {
    log.fatal({ err }, "ended by an error");
    process.exit(1);
  });
}
