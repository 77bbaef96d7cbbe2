import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse as parseToml } from "smol-toml";
import type { FillSource } from "#sandbox/fill/fill-folder.ts";
import { findFreePort } from "../find-free-port.ts";
import type { Steps } from "../steps.ts";
import { type RunningProcess, startProcess } from "./child-process.ts";
import type { DemoOptions } from "./options.ts";
import { sandboxReady, type SandboxReady } from "./sandbox-messages.ts";
import { ensureSecrets } from "./secrets.ts";

export type Processes = SandboxReady & {
  /** Rejects when one of them ends by itself. */
  failed: Promise<never>;
  web: RunningProcess;
  worker: RunningProcess;
};

type Options = {
  /** Shop, secrets and logs are kept here. */
  folder: string;
  databaseUrl: string;
  source: FillSource;
  faults: DemoOptions["faults"];
  /** Where the browser goes; 0 for any free port. */
  port: number;
  /** Development runs from source and reloads; it needs no build. */
  mode: "production" | "development";
  /** Told of each process as it starts, so that whoever asked can stop it even when a later one fails. */
  onStart: (process: RunningProcess) => void;
};

const PRELOAD = ["--import", "./sandbox/preload.mjs"];

/** The sandbox and, led to it, the app's own web and worker. */
export async function startProcesses(steps: Steps, options: Options): Promise<Processes> {
  const { folder, mode, source } = options;
  await mkdir(folder, { recursive: true });
  const secrets = await ensureSecrets(folder);
  const appPort = String(await findFreePort());
  const begin = (name: string, args: string[], env: Record<string, string>): RunningProcess => {
    const shared = {
      NODE_ENV: mode,
      SHOPIFY_API_KEY: secrets.apiKey,
      SHOPIFY_API_SECRET: secrets.apiSecret,
      TOKEN_KEY: secrets.tokenKey,
      DATABASE_URL: options.databaseUrl,
    };
    const child = startProcess(name, args, { ...shared, ...env }, join(folder, `${name}.log`));
    options.onStart(child);
    return child;
  };

  const isFilled = existsSync(join(folder, "sandbox", "filled.json"));
  const title = isFilled ? "Opening the shop" : source.kind === "export" ? "Filling the shop from the orders export" : "Filling the shop";
  const { sandbox, ready } = await steps.run(title, async (progress) => {
    const child = begin("sandbox", ["sandbox/main.ts"], {
      SANDBOX_PORT: String(options.port),
      SANDBOX_DATA_DIR: join(folder, "sandbox"),
      SANDBOX_FILL: JSON.stringify(source),
      SANDBOX_FAULTS: JSON.stringify(options.faults),
      SANDBOX_APP_ORIGIN: `http://127.0.0.1:${appPort}`,
      SCOPES: await readScopes(),
    });
    return { sandbox: child, ready: await Promise.race([sandboxReady(child, progress), child.failed]) };
  });

  const env = {
    SHOPIFY_APP_URL: ready.origin,
    SANDBOX_ORIGIN: ready.origin,
    SANDBOX_CLOCK_OFFSET_MS: String(ready.clockOffsetMs),
    PERENNIAL_DEMO: "1",
  };
  return steps.run("Web and worker", async () => {
    const web = begin("web", [...PRELOAD, ...webCommand(mode, appPort)], { ...env, PORT: appPort, HOST: "127.0.0.1" });
    const worker = begin("worker", [...(mode === "development" ? ["--watch"] : []), ...PRELOAD, "app/worker.server.ts"], env);
    const failed = Promise.race([sandbox.failed, web.failed, worker.failed]);
    await Promise.race([waitForAnswer(`http://127.0.0.1:${appPort}/webhooks`), failed]);
    return { ...ready, failed, web, worker };
  });
}

function webCommand(mode: Options["mode"], port: string): string[] {
  if (mode === "production") return ["app/web.server.ts"];
  return ["node_modules/@remix-run/dev/dist/cli.js", "vite:dev", "--port", port, "--host", "127.0.0.1", "--strictPort"];
}

/** What the app asks a merchant for. */
async function readScopes(): Promise<string> {
  const toml = parseToml(await readFile("shopify.app.toml", "utf8")) as { access_scopes: { scopes: string } };
  return toml.access_scopes.scopes;
}

async function waitForAnswer(url: string): Promise<void> {
  for (;;) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((next) => setTimeout(next, 100));
    }
  }
}
