import { isLoopback } from "./hosts.mjs";

/** The sentence that says why the preload may not run in this environment, or null where it may. */
export function refusalOf(environment) {
  const { SANDBOX_ORIGIN: origin, SANDBOX_CLOCK_OFFSET_MS: offset = "0", NODE_ENV, PERENNIAL_DEMO } = environment;
  if (origin === undefined || !URL.canParse(origin)) {
    return `sandbox/preload.mjs needs SANDBOX_ORIGIN, the sandbox's address such as http://localhost:4900; it is ${JSON.stringify(origin ?? null)}.`;
  }
  if (!/^-?\d+$/.test(offset)) {
    return `SANDBOX_CLOCK_OFFSET_MS must be a whole number of milliseconds; it is ${JSON.stringify(offset)}.`;
  }
  if (NODE_ENV === "production" && !(isLoopback(new URL(origin).hostname) && PERENNIAL_DEMO === "1")) {
    return "sandbox/preload.mjs does not load with NODE_ENV=production: a real shop must never be answered by the sandbox. The demo sets PERENNIAL_DEMO=1 and a SANDBOX_ORIGIN on this machine.";
  }
  return null;
}
