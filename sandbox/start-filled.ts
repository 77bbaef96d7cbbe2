import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readOrdersExport } from "#app/csv/read-orders-export.server.ts";
import type { OrdersExport } from "#app/csv/exported-order.ts";
import { createSandbox, type Sandbox, type SandboxOptions } from "./create-sandbox.ts";
import { fillFromOrdersExport } from "./fill/from-orders-export.ts";
import { generateShop } from "./fill/generate-shop.ts";
import type { ShopFill } from "./fill/shop-fill.ts";
import { formatInstant } from "./clock.ts";
import type { ShopRecord } from "./store/model.ts";

/** Where the records of a new shop come from. */
export const FillSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("generated"), customers: z.number().int().positive() }),
  z.object({ kind: z.literal("export"), file: z.string(), asIs: z.boolean() }),
]);
export type FillSource = z.infer<typeof FillSource>;

/** What was read from an orders export, and which of its rows could not be; null for a generated shop. */
export type ReadReport = Pick<OrdersExport, "counts" | "problems"> | null;

/** Kept beside the shop: its being there says that the filling was finished. */
type FillReport = { shop: Pick<ShopRecord, "handle" | "name" | "currency" | "ianaTimezone">; read: ReadReport };

type Options = Pick<SandboxOptions, "port" | "app"> & { dataDir: string; source: FillSource };

/** The source may be a file that is no orders export, or one without an order in it. */
export type StartOutcome = { kind: "started"; sandbox: Sandbox; read: ReadReport } | { kind: "refused"; reason: string };

type Drawn = { kind: "drawn"; fill: ShopFill; read: ReadReport } | { kind: "refused"; reason: string };

const SEED = 1;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Opens the shop in `dataDir`, filling it if it is not there or was left half-filled. */
export async function startFilled({ port, app, dataDir, source }: Options): Promise<StartOutcome> {
  const reportFile = join(dataDir, "fill.json");
  if (existsSync(reportFile)) {
    const { shop, read } = JSON.parse(readFileSync(reportFile, "utf8")) as FillReport;
    return { kind: "started", sandbox: await createSandbox({ port, app, dataDir, shop }), read };
  }
  const drawn = await drawFill(source, formatInstant(Date.now()));
  if (drawn.kind === "refused") return drawn;
  const { fill, read } = drawn;
  rmSync(dataDir, { recursive: true, force: true });
  const startAt = source.kind === "export" && source.asIs ? dayAfterLastOrder(fill) : undefined;
  const { handle, name, currency, ianaTimezone } = fill.shop;
  const shop = { handle, name, currency, ianaTimezone };
  const sandbox = await createSandbox({ port, app, dataDir, shop, startAt });
  sandbox.store.putShop(fill.shop);
  await sandbox.store.load(fill);
  const report: FillReport = { shop, read };
  writeFileSync(reportFile, JSON.stringify(report));
  return { kind: "started", sandbox, read };
}

async function drawFill(source: FillSource, now: string): Promise<Drawn> {
  if (source.kind === "generated") {
    return { kind: "drawn", fill: generateShop({ customers: source.customers, seed: SEED, now }), read: null };
  }
  const exported = await readOrdersExport(source.file);
  if (exported.kind === "refused") return exported;
  const { orders, counts, problems } = exported;
  if (orders.length === 0) return { kind: "refused", reason: `"${source.file}" holds no order that could be read` };
  return { kind: "drawn", fill: fillFromOrdersExport(orders, source.asIs ? "as-is" : { now }), read: { counts, problems } };
}

function dayAfterLastOrder({ orders }: ShopFill): string {
  const last = orders.reduce((latest, { createdAt }) => Math.max(latest, Date.parse(createdAt)), 0);
  return formatInstant(last + DAY_MS);
}
