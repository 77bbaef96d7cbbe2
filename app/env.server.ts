import { z } from "zod";

/** Empty counts as missing: `KEY=` in a file is a forgotten value, not a value. */
const text = z.preprocess((value) => (value === "" ? undefined : value), z.string());

const EnvSchema = z.object({
  DATABASE_URL: text,
  SHOPIFY_API_KEY: text,
  SHOPIFY_API_SECRET: text,
  /** Where merchants' browsers reach the app, for example https://clv.example.com */
  SHOPIFY_APP_URL: text.pipe(z.url({ protocol: /^https?$/ })),
  /** 32 bytes in base64, the key that seals access tokens at rest. */
  TOKEN_KEY: text.refine((value) => Buffer.from(value, "base64").length === 32, "must be 32 bytes in base64"),
  /** Where the web process listens. */
  HOST: z.preprocess((value) => value || undefined, z.string().default("0.0.0.0")),
  PORT: z.preprocess((value) => value || undefined, z.coerce.number().int().min(0).max(65_535).default(3000)),
  /** Where the worker answers /healthz, /readyz and /metrics; nowhere without it. 0 is any free port. */
  WORKER_PORT: z.preprocess((value) => value || undefined, z.coerce.number().int().min(0).max(65_535).optional()),
  /** Whoever carries it may read /metrics; without it nobody may. */
  METRICS_TOKEN: z.preprocess((value) => value || undefined, z.string().min(16, "must have 16 characters at least").optional()),
  LOG_LEVEL: z.preprocess(
    (value) => value || undefined,
    z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  ),
});

export type Env = Readonly<z.infer<typeof EnvSchema>>;

/** @throws Error that names every variable that is missing or wrong. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const parsed = EnvSchema.safeParse(variables);
  if (parsed.success) return Object.freeze(parsed.data);
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not complete (see .env.example):\n${faults.join("\n")}`);
}
