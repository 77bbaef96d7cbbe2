import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "./db/database.server.ts";
import type { FileDeps } from "./deps.server.ts";
import { type Env, parseEnv } from "./env.server.ts";
import { createLog } from "./log.server.ts";
import type { WatchedShopify } from "./shopify/admin.server.ts";
import { createAskForStaff } from "./shopify/ask-for-staff.server.ts";
import { connectShopify } from "./shops/connect-shopify.server.ts";
import { keepNotingLimits } from "./shops/note-limits.server.ts";
import { createPermissionsOf, type PermissionsOf } from "./shops/staff-permissions.server.ts";

let env: Env | undefined;
let deps: ProcessDeps | undefined;

type ProcessDeps = FileDeps & { shopify: WatchedShopify; permissionsOf: PermissionsOf };

export function getEnv(): Env {
  env ??= parseEnv(process.env);
  return env;
}

/** The one set of adapters of this process, made at its first use. */
export function getDeps(): ProcessDeps {
  deps ??= buildDeps(getEnv());
  return deps;
}

/** Everything that knows the outside world, made from the environment. Clock and dice enter here and nowhere else. */
function buildDeps(env: Env): ProcessDeps {
  const db = openDatabase(env.DATABASE_URL, { erasureKey: keyFor("erasures", env).toString("hex") });
  const clock = () => new Date();
  const reach: typeof fetch = (input, init) => fetch(input, init);
  const shopify = connectShopify({ db, clock }, env, {
    fetch: reach,
    sleep: (seconds) => sleep(seconds * 1000),
    random: Math.random,
    now: () => performance.now() / 1000,
  });
  const log = createLog(env.LOG_LEVEL);
  void keepNotingLimits({ db, shopify, clock, log }, randomUUID());
  const permissionsOf = createPermissionsOf({
    db,
    clock,
    log,
    askForStaff: createAskForStaff(reach, env),
    key: Buffer.from(env.TOKEN_KEY, "base64"),
    sleep: (ms) => sleep(ms, null, { ref: false }),
    now: () => performance.now(),
  });
  return { db, shopify, clock, log, fileKey: keyFor("files", env), permissionsOf };
}

/** One secret to keep: other keys follow from the one that seals tokens. */
function keyFor(use: "erasures" | "files", { TOKEN_KEY }: Env): Buffer {
  return createHmac("sha256", Buffer.from(TOKEN_KEY, "base64")).update(use).digest();
}
