import { fileURLToPath } from "node:url";
import { z } from "zod";
import { readAppToml } from "./read-app-toml.ts";
import { startFilled } from "./start-filled.ts";

/** The sandbox as a process of its own, told by its environment. Empty means missing. */
const Environment = z
  .object({
    SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535),
    SANDBOX_DATA_DIR: z.string(),
    SANDBOX_ORDERS: z.string().optional(),
    SANDBOX_AS_IS: z.literal("1").optional(),
    SANDBOX_CUSTOMERS: z.coerce.number().int().positive().optional(),
    SHOPIFY_API_KEY: z.string(),
    SHOPIFY_API_SECRET: z.string(),
    SHOPIFY_APP_URL: z.url(),
  })
  .refine((env) => (env.SANDBOX_ORDERS === undefined) !== (env.SANDBOX_CUSTOMERS === undefined), {
    message: "Give SANDBOX_ORDERS (an orders export) or SANDBOX_CUSTOMERS (how many to generate), not both",
  });

const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
const environment = Environment.safeParse(given);
if (!environment.success) {
  console.error(`The sandbox cannot start:\n${z.prettifyError(environment.error)}`);
  process.exit(1);
}

const { data: env } = environment;
const origin = new URL(env.SHOPIFY_APP_URL).origin;
const { scopes } = readAppToml(fileURLToPath(new URL("../shopify.app.toml", import.meta.url)), origin);
const { sandbox, report, isNew } = await startFilled({
  port: env.SANDBOX_PORT,
  dataDir: env.SANDBOX_DATA_DIR,
  app: { apiKey: env.SHOPIFY_API_KEY, apiSecret: env.SHOPIFY_API_SECRET, origin, scopes },
  source:
    env.SANDBOX_ORDERS === undefined
      ? { kind: "generated", customers: env.SANDBOX_CUSTOMERS ?? 0 }
      : { kind: "export", file: env.SANDBOX_ORDERS, asIs: env.SANDBOX_AS_IS === "1" },
});
console.log(`Sandbox of ${sandbox.domain} at ${sandbox.origin}: ${report.orders} orders, ${report.customers} customers`);
process.send?.({ kind: "ready", origin: sandbox.origin, offsetMs: sandbox.clock.offsetMs(), isNew, report });

// Whoever started it and went away wants it gone too.
process.once("disconnect", stop);
process.once("SIGINT", stop);
process.once("SIGTERM", stop);

function stop(): void {
  void sandbox.close().then(() => process.exit(0));
}
