import { z } from "zod";
import { CommandRefused } from "./commands/command-refused.ts";
import { createSandbox, type Sandbox } from "./create-sandbox.ts";
import { fillFolder, FillSource } from "./fill/fill-folder.ts";

/** The sandbox as a process of its own, told by its environment. Empty means missing. */
const Environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535),
  SANDBOX_DATA_DIR: z.string(),
  /** JSON, see FillSource. */
  SANDBOX_FILL: z
    .string()
    .transform((json): unknown => JSON.parse(json))
    .pipe(FillSource),
  /** JSON, a list of what goes wrong from the start as `POST /sandbox/faults` takes it. */
  SANDBOX_FAULTS: z
    .string()
    .default("[]")
    .transform((json): unknown => JSON.parse(json))
    .pipe(z.array(z.unknown())),
  /** Where the app listens. */
  SANDBOX_APP_ORIGIN: z.url(),
  SHOPIFY_API_KEY: z.string(),
  SHOPIFY_API_SECRET: z.string(),
  SCOPES: z.string().transform((scopes) => scopes.split(",").map((scope) => scope.trim())),
});

const REFUSED = 2;
let sandbox: Sandbox | null = null;

for (const signal of ["SIGINT", "SIGTERM", "disconnect"] as const) {
  process.once(signal, () => void (sandbox?.close() ?? Promise.resolve()).then(() => process.exit()));
}

const environment = Environment.safeParse(Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== "")));
if (environment.success) await start(environment.data);
else refuse(`The sandbox cannot start:\n${z.prettifyError(environment.error)}`);

async function start(env: z.infer<typeof Environment>): Promise<void> {
  try {
    const tell = (done: number, total: number) => process.send?.({ kind: "filling", done, total });
    const filled = await fillFolder(env.SANDBOX_DATA_DIR, env.SANDBOX_FILL, Date.now(), tell);
    if (filled.kind === "refused") return refuse(`${filled.reason}.`);
    sandbox = await createSandbox({
      port: env.SANDBOX_PORT,
      dataDir: env.SANDBOX_DATA_DIR,
      shop: filled.shop,
      faults: env.SANDBOX_FAULTS,
      app: { apiKey: env.SHOPIFY_API_KEY, apiSecret: env.SHOPIFY_API_SECRET, origin: new URL(env.SANDBOX_APP_ORIGIN).origin, scopes: env.SCOPES },
    });
    process.send?.({ kind: "ready", origin: sandbox.origin, domain: sandbox.domain, clockOffsetMs: sandbox.clock.offsetMs(), read: filled.read });
    console.log(`Sandbox of ${sandbox.domain} at ${sandbox.origin}`);
  } catch (error) {
    if (error instanceof CommandRefused) return refuse(`${error.message}.`);
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    refuse(`Port ${env.SANDBOX_PORT} is taken by another program: choose another one with --port N.`);
  }
}

/** One sentence for whoever started this process, and for its log. */
function refuse(sentence: string): void {
  console.error(sentence);
  process.send?.({ kind: "refused", reason: sentence });
  process.exitCode = REFUSED;
  process.disconnect?.();
}
