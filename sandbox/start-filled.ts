import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readOrdersExport } from "#app/csv/read-orders-export.server.ts";
import { createSandbox, type Sandbox, type SandboxOptions } from "./create-sandbox.ts";
import { fillFromOrdersExport } from "./fill/from-orders-export.ts";
import { generateShop } from "./fill/generate-shop.ts";
import type { ShopFill } from "./fill/shop-fill.ts";
import { formatInstant } from "./clock.ts";
import type { ShopRecord } from "./store/model.ts";

/** Where the records of a new shop come from. */
export type FillSource = { kind: "generated"; customers: number } | { kind: "export"; file: string; asIs: boolean };

/** What a shop was filled with; kept beside it, since its being there says that the filling was finished. */
export type FillReport = {
  source: FillSource;
  shop: Pick<ShopRecord, "handle" | "name" | "currency" | "ianaTimezone">;
  orders: number;
  customers: number;
  /** Rows of the export that could not be read, each with its line and reason. */
  problems: unknown[];
};

type Options = Pick<SandboxOptions, "port" | "app"> & { dataDir: string; source: FillSource };

const SEED = 1;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Opens the shop in `dataDir`, filling it if it is not there or was left half-filled. */
export async function startFilled({ port, app, dataDir, source }: Options): Promise<{ sandbox: Sandbox; report: FillReport; isNew: boolean }> {
  const reportFile = join(dataDir, "fill.json");
  if (existsSync(reportFile)) {
    const report = JSON.parse(readFileSync(reportFile, "utf8")) as FillReport;
    return { sandbox: await createSandbox({ port, app, dataDir, shop: report.shop }), report, isNew: false };
  }
  rmSync(dataDir, { recursive: true, force: true });
  const { fill, problems } = await drawFill(source, formatInstant(Date.now()));
  const startAt = source.kind === "export" && source.asIs ? dayAfterLastOrder(fill) : undefined;
  const { handle, name, currency, ianaTimezone } = fill.shop;
  const shop = { handle, name, currency, ianaTimezone };
  const sandbox = await createSandbox({ port, app, dataDir, shop, startAt });
  sandbox.store.putShop(fill.shop);
  await sandbox.store.load(fill);
  const report = { source, shop, orders: fill.orders.length, customers: fill.customers.length, problems };
  writeFileSync(reportFile, JSON.stringify(report));
  return { sandbox, report, isNew: true };
}

async function drawFill(source: FillSource, now: string): Promise<{ fill: ShopFill; problems: unknown[] }> {
  if (source.kind === "generated") return { fill: generateShop({ customers: source.customers, seed: SEED, now }), problems: [] };
  const exported = await readOrdersExport(source.file);
  if (exported.kind === "refused") throw new Error(exported.reason);
  return { fill: fillFromOrdersExport(exported.orders, source.asIs ? "as-is" : { now }), problems: exported.problems };
}

function dayAfterLastOrder({ orders }: ShopFill): string {
  const last = orders.reduce((latest, { createdAt }) => Math.max(latest, Date.parse(createdAt)), 0);
  return formatInstant(last + DAY_MS);
}
