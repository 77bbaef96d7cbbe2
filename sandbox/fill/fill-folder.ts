import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readOrdersExport } from "#app/csv/read-orders-export.server.ts";
import type { OrdersExport } from "#app/csv/exported-order.ts";
import type { ShopRecord } from "../store/model.ts";
import { openStore } from "../store/store.ts";
import { fillFromOrdersExport } from "./from-orders-export.ts";
import { generateShop } from "./generate-shop.ts";
import type { ShopFill } from "./shop-fill.ts";

/** Where a shop's records come from. */
export const FillSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("generated"), customers: z.number().int().nonnegative() }),
  z.object({ kind: z.literal("export"), file: z.string(), asIs: z.boolean() }),
]);
export type FillSource = z.infer<typeof FillSource>;

/** What was read from an orders export, and what could not be; null for a generated shop. */
export type ReadReport = Pick<OrdersExport, "counts" | "problems"> | null;

type Filled = { shop: ShopRecord; read: ReadReport };

export type FillOutcome = ({ kind: "filled" } & Filled) | { kind: "refused"; reason: string };

const SEED = 1;
const DAY_MS = 86_400_000;

/**
 * Fills a sandbox's folder, once: a folder that was filled to the end is left as it is, one that was not is begun
 * again.
 *
 * @param nowMs real time; generated and moved orders end the day before
 */
export async function fillFolder(
  dataDir: string,
  source: FillSource,
  nowMs: number,
  onProgress?: (written: number, total: number) => void,
): Promise<FillOutcome> {
  const marker = join(dataDir, "filled.json");
  if (existsSync(marker)) return { kind: "filled", ...(JSON.parse(await readFile(marker, "utf8")) as Filled) };
  const made = await makeShop(source, new Date(nowMs).toISOString());
  if (made.kind === "refused") return made;
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true });
  const store = openStore({ dataDir, shop: made.fill.shop });
  if (source.kind === "export" && source.asIs) store.putClockOffsetMs(offsetBehindLastOrder(made.fill, nowMs));
  await store.load(made.fill, onProgress);
  store.close();
  const filled: Filled = { shop: made.fill.shop, read: made.read };
  await writeFile(marker, JSON.stringify(filled));
  return { kind: "filled", ...filled };
}

type Made = { kind: "made"; fill: ShopFill; read: ReadReport } | { kind: "refused"; reason: string };

async function makeShop(source: FillSource, now: string): Promise<Made> {
  if (source.kind === "generated") {
    return { kind: "made", fill: generateShop({ customers: source.customers, seed: SEED, now }), read: null };
  }
  const outcome = await readOrdersExport(source.file);
  if (outcome.kind === "refused") return outcome;
  const { orders, counts, problems } = outcome;
  if (orders.length === 0) return { kind: "refused", reason: `"${source.file}" holds no order that could be read` };
  return { kind: "made", fill: fillFromOrdersExport(orders, source.asIs ? "as-is" : { now }), read: { counts, problems } };
}

/** Puts the shop's clock a day behind its last order, at whatever time it is now. */
function offsetBehindLastOrder({ orders }: ShopFill, nowMs: number): number {
  const last = orders.reduce((latest, order) => Math.max(latest, Date.parse(order.processedAt)), Number.NEGATIVE_INFINITY);
  return last + DAY_MS - nowMs;
}
