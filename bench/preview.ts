import { withShop } from "#app/db/with-shop.server.ts";
import { DEFAULT_DEFINITION, type SegmentDefinition } from "#app/segments/definition.ts";
import { addDefinition } from "#app/segments/definitions.repo.server.ts";
import { previewDefinition } from "#app/tags/preview-definition.server.ts";
import { benchDeps } from "./support/bench-deps.ts";
import { onLargeShop, TONIGHT } from "./support/large-shop.ts";
import { peakMegabytes } from "./support/peak-megabytes.ts";

const { value, stage } = DEFAULT_DEFINITION;

/** Stood once for what is called otherwise now; nobody carries it any more. */
const EARLIER = "platinum";

const DRAFTS: { what: string; draft: SegmentDefinition }[] = [
  { what: "a name that stood for something else before", draft: { ...DEFAULT_DEFINITION, value: { ...value, names: { ...value.names, high: EARLIER } } } },
  { what: "a name", draft: { ...DEFAULT_DEFINITION, value: { ...value, names: { ...value.names, vip: "gold" } } } },
  { what: "shares", draft: { ...DEFAULT_DEFINITION, value: { ...value, tiers: { by: "share", vip: 0.1, high: 0.2, mid: 0.4 } } } },
  { what: "stages", draft: { ...DEFAULT_DEFINITION, stage: { ...stage, rule: { ...stage.rule, activeUpToCycles: 1 } } } },
  { what: "the horizon", draft: { ...DEFAULT_DEFINITION, horizon: { horizonDays: 90, annualDiscountRate: 0.1 } } },
];

/** Answers at once that nobody carries a tag: how long Shopify takes is not measured here. */
const NOT_TAGGED = { run: () => Promise.resolve({ customers: { nodes: [] } } as never), pointsASecond: () => 100 };

/** How long a merchant waits for the preview of a change. */
export function bench(size?: string): Promise<void> {
  return onLargeShop(import.meta.filename, size);
}

async function measure(url: string, shopId: bigint): Promise<void> {
  const { db, log, clock } = benchDeps(url, TONIGHT);
  const { currency, currentRunId } = await withShop(db, shopId, (tx) => tx.shop.findUniqueOrThrow({ where: { id: shopId } }));
  if (currency === null) throw new Error("The shop has no currency");
  const earlier = { ...DEFAULT_DEFINITION, value: { ...value, names: { ...value.names, vip: EARLIER } } };
  for (const [index, definition] of [earlier, DEFAULT_DEFINITION].entries()) {
    await withShop(db, shopId, (tx) => addDefinition(tx, shopId, { version: index + 1, definition, changes: [], staffId: null, changedAt: clock() }));
  }
  for (const { what, draft } of DRAFTS) {
    const seconds: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const start = performance.now();
      const answer = await previewDefinition({ db, log, clock, shopify: NOT_TAGGED }, { id: shopId, currency, currentRunId }, draft);
      seconds.push((performance.now() - start) / 1000);
      if (answer.kind !== "previewed") throw new Error(`The preview of ${what} is ${answer.kind}`);
      if (round > 0) continue;
      const { customers, sampled, moves, writes, cost } = answer;
      console.log(`${what}: ${sampled.toLocaleString("en")} of ${customers.toLocaleString("en")} looked at, ${moves.toLocaleString("en")} moves, ${writes.customers.toLocaleString("en")} written, ${writes.outstanding.toLocaleString("en")} of them outstanding, ${cost.points} points (${cost.way})`);
    }
    console.log(`  ${seconds.map((it) => `${it.toFixed(2)} s`).join(", ")}; peak ${Math.round(peakMegabytes())} MB`);
  }
  await db.close();
}

if (import.meta.main) await measure(process.argv[2]!, BigInt(process.argv[3]!));
