import type { Database } from "../db/database.server.ts";
import type { Deps } from "../deps.server.ts";
import { type ShopTransaction, withShop, withShopConnection } from "../db/with-shop.server.ts";
import { giveBack } from "../math/give-back.ts";
import { changeTerms } from "../orders/change-terms.server.ts";
import { holdTermsOn } from "../orders/hold-terms.repo.server.ts";
import { findUnreadSince } from "../orders/imports.repo.server.ts";
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
 * the next one clears it away, and so is one into which other settings of the shop come: it begins anew. While the orders
 * are read anew for another currency, nobody is worth what they seem to be: everybody stays what they are, and the
 * import's end asks for a run.
 */
export async function scoreShop(deps: Deps, payload: { shopId: string }, { onScored }: Next): Promise<void> {
  const { db, clock, log } = deps;
  const shop = await requireShop(db, BigInt(payload.shopId));
  const now = () => {
    const at = clock();
    return { now: at, today: localDay(at, shop.timeZone) };
  };
  const { today } = now();
  const previousRun = { shopId: shop.id, runId: shop.currentRunId };
  const begun = await withShop(db, shop.id, async (tx) => {
    if ((await findUnreadSince(tx, shop.id)) !== null) {
      // One that was cut off is not under way any more.
      await tx.scoreRun.deleteMany({ where: { shopId: shop.id, finishedAt: null, error: null } });
      return null;
    }
    await forgetMeanwhile(tx, shop.id);
    const { version, definition: latest } = await findDefinition(tx, shop.id);
    const definition = inCurrency(latest, shop.currency);
    const { id: runId } = await tx.scoreRun.create({
      data: { shopId: shop.id, startedAt: clock(), observationEnd: dayToDate(today), currency: shop.currency, ...definition.horizon },
    });
    return { runId, version, definition, keepsStage: await findKeepsStages(tx, previousRun, definition) };
  });
  if (!begun) return log.info({ shop: shop.domain, currency: shop.currency }, "not scored: its orders are to be read anew for another currency");
  const { runId, version, definition, keepsStage } = begun;

  const isByTerms = await changeTerms({ db, clock }, shop, { shopCurrency: shop.currency, rule: definition.orderValue });
  const appraised = isByTerms ? await appraiseLedger(db, shop, today, { version, definition }) : null;
  if (!appraised) return scoreShop(deps, payload, { onScored });
  const { ordersAt, customers, findings } = appraised;
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

/** Lets go of the purchases: what is written does not need them. Null where the shop counts otherwise since it was read. */
async function appraiseLedger(db: Database, shop: Shop, today: number, versioned: VersionedDefinition) {
  const terms = { ...termsInForce(shop), rule: versioned.definition.orderValue };
  const ledger = await withShopConnection(db, shop.id, async (client) => {
    const columns = await readLedgerColumns(client, shop.id, today);
    return (await holdTermsOn(client, shop.id, terms)) ? columns : null;
  });
  if (!ledger) return null;
  const { ordersAt, customers } = ledger;
  return { ordersAt, customers, findings: await appraiseAside({ purchases: ledger, observationEnd: today, versioned }) };
}
