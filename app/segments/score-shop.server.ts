import type { Database } from "../db/database.server.ts";
import type { Deps } from "../deps.server.ts";
import { type ShopTransaction, withShop, withShopConnection } from "../db/with-shop.server.ts";
import { giveBack } from "../math/give-back.ts";
import { changeTerms } from "../orders/change-terms.server.ts";
import { holdTermsOn } from "../orders/hold-terms.repo.server.ts";
import { readLedgerColumns } from "../orders/ledger-columns.repo.server.ts";
import { termsInForce } from "../orders/ledger-terms.ts";
import { appraisalIn } from "../scoring/appraisal-columns.ts";
import { requireShop } from "../shops/find-shop.repo.server.ts";
import type { Shop } from "../shops/shop.ts";
import { dayToDate } from "../time/day-to-date.ts";
import { localDay } from "../time/local-day.ts";
import { appraiseAside } from "./appraise-aside.server.ts";
import { inCurrency, type VersionedDefinition } from "./definition.ts";
import { findDefinition } from "./definitions.repo.server.ts";
import { findAlike } from "./find-alike.ts";
import { findKeepsStages, readPreviousSegments } from "./previous-segments.repo.server.ts";
import { sampleScores } from "./sample-scores.repo.server.ts";
import { buildScoreRow } from "./score-row.ts";
import { writeScoreRows } from "./score-rows.repo.server.ts";
import { forgetMeanwhile } from "./scored-meanwhile.repo.server.ts";
import { clearRunsBefore, switchRun } from "./switch-run.repo.server.ts";
import { LONGEST_TURN_MS } from "./take-scoring-turn.repo.server.ts";

type Next = { onScored: (tx: ShopTransaction, shopId: bigint) => Promise<void> };

/**
 * Appraises everything the ledger holds, sorts every customer, and puts the run in place of the current one in one step.
 * Until then live events go into the current one, and with the switch into this one. A run that is cut off is never seen;
 * the next one clears it away.
 */
export async function scoreShop({ db, clock, log }: Deps, payload: { shopId: string }, { onScored }: Next): Promise<void> {
  const shop = await requireShop(db, BigInt(payload.shopId));
  const now = () => {
    const at = clock();
    return { now: at, today: localDay(at, shop.timeZone) };
  };
  const { today } = now();
  const previousRun = { shopId: shop.id, runId: shop.currentRunId };
  const { runId, version, definition, keepsStage } = await withShop(db, shop.id, async (tx) => {
    await forgetMeanwhile(tx, shop.id);
    const { version, definition: latest } = await findDefinition(tx, shop.id);
    const definition = inCurrency(latest, shop.currency);
    const { id: runId } = await tx.scoreRun.create({
      data: { shopId: shop.id, startedAt: clock(), observationEnd: dayToDate(today), currency: shop.currency, ...definition.horizon },
    });
    return { runId, version, definition, keepsStage: await findKeepsStages(tx, previousRun, definition) };
  });

  await changeTerms({ db }, shop, { shopCurrency: shop.currency, rule: definition.orderValue });
  const { ordersAt, customers, findings } = await appraiseLedger(db, shop, today, { version, definition });
  const { appraisals, ...kept } = findings;
  const previousOf = await withShopConnection(db, shop.id, (client) => readPreviousSegments(client, previousRun, keepsStage));
  await writeScoreRows(db, { shopId: shop.id, runId }, customers, (customer) => {
    const orders = ordersAt(customer);
    return buildScoreRow(orders, appraisalIn(appraisals, customer), kept.borders, previousOf(orders.customerId), today);
  });
  giveBack(Object.values(appraisals));

  const sample = await withShopConnection(db, shop.id, (client) => sampleScores(client, { shopId: shop.id, runId, customers }));
  const alike = findAlike(sample);

  await withShop(
    db,
    shop.id,
    async (tx) => {
      await switchRun(tx, { shopId: shop.id, runId, previousRunId: shop.currentRunId }, { ...kept, alike }, now());
      await onScored(tx, shop.id);
    },
    { timeout: LONGEST_TURN_MS },
  );
  await withShop(db, shop.id, (tx) => clearRunsBefore(tx, { shopId: shop.id, runId }), { timeout: LONGEST_TURN_MS });
  log.info({ shop: shop.domain, run: String(runId) }, "scored the shop");
}

/** Lets go of the purchases: what is written does not need them. */
async function appraiseLedger(db: Database, shop: Shop, today: number, versioned: VersionedDefinition) {
  const terms = { ...termsInForce(shop), rule: versioned.definition.orderValue };
  const ledger = await withShopConnection(db, shop.id, async (client) => {
    const columns = await readLedgerColumns(client, shop.id, today);
    if (await holdTermsOn(client, shop.id, terms)) return columns;
    throw new Error(`Shop ${shop.domain}: its settings have changed since they were read`);
  });
  const { ordersAt, customers } = ledger;
  return { ordersAt, customers, findings: await appraiseAside({ purchases: ledger, observationEnd: today, versioned }) };
}
