/**
 * Loaded before the app's processes (`node --import ./sandbox/preload.mjs …`), so that code which knows nothing of
 * the sandbox talks to it instead of Shopify and lives in its time.
 *
 * SANDBOX_ORIGIN           where the sandbox listens, e.g. http://localhost:4900
 * SANDBOX_CLOCK_OFFSET_MS  how far the shop's clock is from the machine's at the start (the rest is polled)
 * PERENNIAL_DEMO           must be 1 where NODE_ENV is production
 */
import { refusalOf } from "./preload/refusal.mjs";
import { redirectFetch } from "./preload/redirect-fetch.mjs";
import { shiftClock } from "./preload/shift-clock.mjs";

const refusal = refusalOf(process.env);
if (refusal !== null) {
  process.stderr.write(`${refusal}\n`);
  process.exit(1);
}

const sandboxOrigin = new URL(process.env.SANDBOX_ORIGIN).origin;
const realFetch = globalThis.fetch;
redirectFetch(sandboxOrigin);
shiftClock(sandboxOrigin, Number(process.env.SANDBOX_CLOCK_OFFSET_MS ?? "0"), realFetch);

// Started by the demo: when that goes away, however it ends, so does this process.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
