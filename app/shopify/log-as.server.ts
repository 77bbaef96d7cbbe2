import { LogSeverity } from "@shopify/shopify-api";
import type { Logger } from "pino";

/** What Shopify's library has to say, as lines of our log and not on the console. */
export function logAs(log: Logger): (severity: LogSeverity, message: string) => void {
  return (severity, message) => {
    if (severity === LogSeverity.Error) log.error(message);
    else if (severity === LogSeverity.Warning) log.warn(message);
    else log.debug(message);
  };
}
