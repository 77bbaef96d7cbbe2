import { z } from "zod";
import { createSandbox } from "./create-sandbox.ts";

/** The sandbox as a process of its own, told by its environment. Empty means missing. */
const Environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535),
  SANDBOX_DATA_DIR: z.string(),
  SANDBOX_SHOP: z
    .string()
    .transform((json): unknown => JSON.parse(json))
    .pipe(z.object({ handle: z.string().regex(/^[a-z0-9-]+$/), name: z.string(), currency: z.string().length(3), ianaTimezone: z.string() })),
  SHOPIFY_API_KEY: z.string(),
  SHOPIFY_API_SECRET: z.string(),
  SHOPIFY_APP_URL: z.url(),
  SCOPES: z.string().transform((scopes) => scopes.split(",").map((scope) => scope.trim())),
});

const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
const environment = Environment.safeParse(given);
if (!environment.success) {
  console.error(`The sandbox cannot start:\n${z.prettifyError(environment.error)}`);
  process.exit(1);
}

const { data: env } = environment;
const sandbox = await createSandbox({
  port: env.SANDBOX_PORT,
  dataDir: env.SANDBOX_DATA_DIR,
  shop: env.SANDBOX_SHOP,
  app: { apiKey: env.SHOPIFY_API_KEY, apiSecret: env.SHOPIFY_API_SECRET, origin: new URL(env.SHOPIFY_APP_URL).origin, scopes: env.SCOPES },
});
console.log(`Sandbox of ${sandbox.domain} at ${sandbox.origin}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0));
  });
}
