import { type DestinationStream, type Logger, pino } from "pino";

/** Structured lines, on standard output unless told otherwise. Whatever a library logs, no token gets out. */
export function createLog(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  const options = {
    level,
    redact: {
      paths: ["accessToken", "refreshToken", "id_token", "*.accessToken", "*.refreshToken", "*.id_token"],
      censor: "(removed)",
    },
    serializers: {
      err: pino.stdSerializers.errWithCause,
    },
  };
  return pino(options, destination);
}
