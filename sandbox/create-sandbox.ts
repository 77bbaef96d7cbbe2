import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ApprovalLevel, createApproval } from "./approval/approval.ts";
import { createBulkRunner, unfinishedOperations } from "./bulk/create-bulk-runner.ts";
import { CommandRefused } from "./commands/command-refused.ts";
import { createClock, formatInstant } from "./clock.ts";
import { createFaults } from "./faults/create-faults.ts";
import { createBucket, type Plan } from "./graphql/bucket.ts";
import { BadRequest, sendJson } from "./http/body.ts";
import type { Api, PointsSpent } from "./http/run-graphql.ts";
import { serveSandbox } from "./http/serve-sandbox.ts";
import { serveShopify } from "./http/serve-shopify.ts";
import { servePages } from "./pages/serve-pages.ts";
import { passThrough } from "./proxy/pass-through.ts";
import { passUpgrade } from "./proxy/pass-upgrade.ts";
import { readAppToml } from "./read-app-toml.ts";
import { loadSchema } from "./schema/load-schema.ts";
import { OWNER } from "./staff.ts";
import type { ShopRecord } from "./store/model.ts";
import { openStore } from "./store/store.ts";
import { createWebhooks } from "./webhooks/webhooks.ts";
import type { AppRegistration, World } from "./world.ts";

export type SandboxOptions = {
  /** 0 for any free one. */
  port: number;
  /** Where the shop is kept; null keeps it in memory only. */
  dataDir: string | null;
  shop: Pick<ShopRecord, "handle" | "name" | "currency" | "ianaTimezone">;
  app: Pick<AppRegistration, "apiKey" | "apiSecret" | "origin" | "scopes"> & {
    /** The app's shopify.app.toml; the one of this repository unless given. */
    appToml?: string;
  };
  /** Size and refill per second of the cost bucket; Shopify's smallest plan unless given. */
  plan?: Plan;
  /** For how much of protected customer data the app is approved; for all of it unless given. */
  approval?: ApprovalLevel;
  /** What goes wrong from the start, as `POST /sandbox/faults` takes it; nothing unless given. */
  faults?: readonly unknown[];
  /** What the faults' choices follow from. */
  faultSeed?: number;
};

export type Sandbox = World & {
  api: { pointsSpent: PointsSpent };
  close(): Promise<void>;
};

const SHOP_ID = 1;
const FAULT_SEED = 1;
const STANDARD_PLAN: Plan = { bucket: 2000, restoreRate: 100 };
const APP_TOML = fileURLToPath(new URL("../shopify.app.toml", import.meta.url));

export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { app, dataDir } = options;
  const realNow = Date.now;
  const faults = createFaults({ seed: options.faultSeed ?? FAULT_SEED, rules: options.faults ?? [] });
  const admin = loadSchema();
  const toml = readAppToml(app.appToml ?? APP_TOML, app.origin);
  const store = openStore({ dataDir, shop: { ...options.shop, id: SHOP_ID, createdAt: formatInstant(realNow()) } });
  const clock = createClock({ realNow, offsetMs: store.clockOffsetMs(), onAdvance: store.putClockOffsetMs });
  const domain = `${options.shop.handle}.myshopify.com`;
  const approval = createApproval(options.approval ?? "LEVEL_2");
  const webhooks = createWebhooks({ store, clock, faults, approval, config: toml.webhooks, domain, secret: app.apiSecret });
  const filesDir = dataDir === null ? mkdtempSync(join(tmpdir(), "sandbox-")) : join(dataDir, "files");
  const bulk = createBulkRunner(admin, () => world);
  const pointsSpent: PointsSpent = { query: 0, mutation: 0 };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => fail(error, response));
  });
  server.on("upgrade", (request, socket, head) => passUpgrade(app.origin, request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const world: World = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    domain,
    app: { apiKey: app.apiKey, apiSecret: app.apiSecret, origin: app.origin, scopes: app.scopes, metafields: toml.metafields },
    store,
    clock,
    webhooks,
    bulk,
    faults,
    approval,
    merchant: { language: "en", staff: OWNER },
    filesDir,
  };
  const api: Api = { admin, world, bucket: createBucket(options.plan ?? STANDARD_PLAN, realNow), spent: pointsSpent };
  for (const id of unfinishedOperations(world)) bulk.start(id);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // The app's preload sends here what it meant for Shopify, with the host it meant.
    const host = request.headers["x-sandbox-host"]?.toString();
    if (host !== undefined) return serveShopify(api, host, request, response);
    if (await serveSandbox(api, request, response)) return;
    if (await servePages(world, request, response)) return;
    await passThrough(world, request, response);
  }

  return {
    ...world,
    api: { pointsSpent },
    async close() {
      await Promise.all([bulk.stop(), webhooks.stop()]);
      clock.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      store.close();
      if (dataDir === null) rmSync(filesDir, { recursive: true, force: true });
    },
  };
}

function fail(error: unknown, response: ServerResponse): void {
  // The client went away; that is its affair.
  if (response.destroyed) return;
  const isClients = error instanceof BadRequest || error instanceof CommandRefused;
  if (!isClients) console.error("The sandbox failed:", error);
  if (response.headersSent) response.destroy();
  else sendJson(response, isClients ? 400 : 500, { errors: error instanceof Error ? error.message : String(error) });
}
