import type { Live } from "../customers/read-live.server.ts";
import type { Database } from "../db/database.server.ts";
import type { ScoreRun } from "../db/generated/client.ts";
import { withShop, withShopConnection } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { findLedgerByRule } from "../orders/ledger-by-rule.repo.server.ts";
import { isSameRule } from "../orders/value-rule.ts";
import { FittedModel } from "../scoring/fitted-model.ts";
import type { SegmentDefinition } from "../segments/definition.ts";
import type { DefinitionProblem } from "../segments/definition-problem.ts";
import { draftBorders } from "../segments/draft-borders.server.ts";
import { judgeDraft } from "../segments/judge-draft.server.ts";
import { sampleScores } from "../segments/sample-scores.repo.server.ts";
import type { ScoreRow } from "../segments/score-row.ts";
import { SegmentBorders } from "../segments/segment-borders.ts";
import { sumOfTiers, TierTotals } from "../segments/tier-totals.ts";
import type { PacedShopify } from "../shopify/admin.server.ts";
import { compareDefinitions } from "./compare-definitions.ts";
import { costRuleOf } from "./cost-rule.server.ts";
import { findForeignTags } from "./find-foreign-tags.server.ts";
import { foretellWrites } from "./foretell-writes.ts";
import { rescoreSample } from "./rescore-sample.ts";
import { sampleStands } from "./sample-stands.repo.server.ts";
import { type Preview, summarisePreview } from "./summarise-preview.ts";

type PreviewDeps = Pick<Deps, "db" | "log" | "clock"> & { shopify: PacedShopify };
type Shop = { id: bigint; currency: string; currentRunId: bigint | null };

export type Foretold = Preview & {
  /** True: predicted values are carried over from the current value of orders, and not worked out anew. */
  isCarriedOver: boolean;
};

type Foreign = {
  /** Tags that the draft would add and that customers carry already, of somebody else's making. */
  foreign: Live<string[]>;
};

export type PreviewAnswer =
  | ({ kind: "previewed" } & Foretold & Foreign)
  | { kind: "refused"; problems: DefinitionProblem[] }
  /** Before the first run there is nobody to sort. */
  | { kind: "no-run" };

/** What a draft would change if it were saved, by the shop's current run; nothing is stored. */
export async function previewDefinition(deps: PreviewDeps, shop: Shop, draft: unknown): Promise<PreviewAnswer> {
  const { definition, problems } = await withShop(deps.db, shop.id, (tx) => judgeDraft(tx, shop, draft));
  if (problems) return { kind: "refused", problems };
  const { id: shopId, currentRunId: runId } = shop;
  if (runId === null) return { kind: "no-run" };
  const [preview, foreign] = await Promise.all([foretell(deps, { shopId, runId }, definition), findForeignTags(deps, shopId, definition)]);
  return { kind: "previewed", ...preview, foreign };
}

/** Large shops are answered from a sample. */
async function foretell({ db, shopify, clock }: PreviewDeps, { shopId, runId }: { shopId: bigint; runId: bigint }, draft: SegmentDefinition): Promise<Foretold> {
  const run = await withShop(db, shopId, (tx) => tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: runId } } }));
  const borders = SegmentBorders.parse(run.borders);
  const { customers } = sumOfTiers(TierTotals.parse(run.tiers));
  const kept = { shopId, runId, customers, borders };
  const [stands, { sample, rescored, drafted }] = await Promise.all([
    withShopConnection(db, shopId, (client) => sampleStands(client, kept)),
    withShopConnection(db, shopId, async (client) => {
      const sample = await sampleScores(client, kept);
      const rescored = await rescore(db, { ...run, borders }, sample, draft);
      return { sample, rescored, drafted: await draftBorders(client, kept, draft, rescored) };
    }),
  ]);
  const comparison = compareDefinitions(sample, rescored, { run: borders, draft: drafted });
  const before = { run: { rows: sample, borders }, currency: run.currency, stands, now: clock() };
  const writes = foretellWrites({ rows: comparison.sortedAfter, borders: drafted }, before);
  const rules = { smallestSegment: draft.smallestSegment, ...costRuleOf(shopify, shopId) };
  const isCarriedOver = !isSameRule(borders.definition.orderValue, draft.orderValue);
  return { ...summarisePreview(comparison, writes, customers, rules), isCarriedOver };
}

type Run = Pick<ScoreRun, "shopId" | "currency" | "model"> & { borders: SegmentBorders };

/** Their values by the draft; what the run says, where nothing bears on them. */
async function rescore(db: Database, { shopId, currency, model, borders }: Run, sample: ScoreRow[], draft: SegmentDefinition): Promise<ScoreRow[]> {
  const { horizon, orderValue } = borders.definition;
  const isSameHorizon = JSON.stringify(horizon) === JSON.stringify(draft.horizon);
  if (isSameRule(orderValue, draft.orderValue)) {
    return isSameHorizon ? sample : rescoreSample(FittedModel.parse(model), draft.horizon, { rows: sample, ledger: null });
  }
  const ids = sample.map(({ customerId }) => BigInt(customerId));
  const today = sample.reduce((latest, { scoredDay }) => Math.max(latest, scoredDay), 0);
  const ledger = await withShop(db, shopId, (tx) => findLedgerByRule(tx, shopId, ids, { today, shopCurrency: currency, rule: draft.orderValue }));
  return rescoreSample(FittedModel.parse(model), draft.horizon, { rows: sample, ledger });
}
