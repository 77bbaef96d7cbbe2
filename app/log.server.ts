import { type Logger, pino } from "pino";

/** Structured lines on standard output. Whatever a library logs, no token gets out. */
export function createLog(level: string): Logger {
  return pino({
    level,
    redact: {
      paths: ["accessToken", "refreshToken", "id_token", "*.accessToken", "*.refreshToken", "*.id_token"],
      censor: "(removed)",
    },
    serializers: {
      err: pino.stdSerializers.errWithCause,
    },
  });
}
