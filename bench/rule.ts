import { withShop } from "#app/db/with-shop.server.ts";
import { changeTerms } from "#app/orders/change-terms.server.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { requireShop } from "#app/shops/find-shop.repo.server.ts";
import { previewDefinition } from "#app/tags/preview-definition.server.ts";
import { benchDeps } from "./support/bench-deps.ts";
import { onLargeShop, TONIGHT } from "./support/large-shop.ts";
import { peakMegabytes } from "./support/peak-megabytes.ts";

const BOTH = { tax: true, shipping: true };

/** Answers at once that nobody carries a tag: how long Shopify takes is not measured here. */
const NOT_TAGGED = { run: () => Promise.resolve({ customers: { nodes: [] } } as never), pointsASecond: () => 100 };

/** How long a merchant waits for the preview of another value of orders, and the shop's orders for being assessed by it. */
export function bench(size?: string): Promise<void> {
  return onLargeShop(import.meta.filename, size);
}

async function measure(url: string, shopId: bigint): Promise<void> {
  const { db, log, clock } = benchDeps(url, TONIGHT);
  const draft = { ...DEFAULT_DEFINITION, orderValue: BOTH };
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now();
    const answer = await previewDefinition({ db, log, clock, shopify: NOT_TAGGED }, await requireShop(db, shopId), draft);
    if (answer.kind !== "previewed") throw new Error(`The preview is ${answer.kind}`);
    const { customers, sampled, moves } = answer;
    console.log(`preview: ${secondsSince(start)}; ${sampled.toLocaleString("en")} of ${customers.toLocaleString("en")} looked at, ${moves.toLocaleString("en")} moves`);
  }
  const orders = await withShop(db, shopId, (tx) => tx.order.count({ where: { shopId } }));
  for (const rule of [BOTH, GOODS_ALONE]) {
    const start = performance.now();
    const shop = await requireShop(db, shopId);
    await changeTerms({ db, clock }, shop, { shopCurrency: shop.currency, rule });
    console.log(`${orders.toLocaleString("en")} orders by another rule: ${secondsSince(start)}`);
  }
  console.log(`peak ${Math.round(peakMegabytes())} MB`);
  await db.close();
}

function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(2)} s`;
}

if (import.meta.main) await measure(process.argv[2]!, BigInt(process.argv[3]!));
