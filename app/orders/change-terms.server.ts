import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { Deps } from "../deps.server.ts";
import { withShopConnection } from "../db/with-shop.server.ts";
import type { Shop } from "../shops/shop.ts";
import { type AssessmentTerms, assessOrder } from "./assess-order.ts";
import { copyRow } from "./copy-row.ts";
import { holdTermsOn } from "./hold-terms.repo.server.ts";
import { HOLD_ORDER_WRITERS } from "./ledger-lock.repo.server.ts";
import { termsInForce } from "./ledger-terms.ts";
import { orderFactsOfRow, STORED_FACTS, type StoredFacts } from "./order-facts-of-row.ts";
import { isSameRule, ruleInForce } from "./value-rule.ts";

/** So many orders are in memory at a time. */
const PAGE = 20_000;

const READ = `
  SELECT id, net_minor AS "netMinor", exclusion, ${STORED_FACTS} FROM orders WHERE shop_id = $1 AND id > $2 ORDER BY id LIMIT ${PAGE}`;
/** Bounded, since the planner would rather read all of the shop's orders for each page than look up a page's. */
const UPDATE = `
  UPDATE orders SET net_minor = verdict.net_minor, exclusion = verdict.exclusion FROM verdicts AS verdict
  WHERE orders.shop_id = $1 AND orders.id > $2 AND orders.id <= $3 AND orders.id = verdict.id`;
const PUT_IN_FORCE = `
  UPDATE shops SET currency = $2, currency_since = CASE WHEN currency = $2 THEN currency_since ELSE $5 END, counts_tax = $3, counts_shipping = $4
  WHERE id = $1`;

type Row = StoredFacts & { id: string; netMinor: string; exclusion: string | null };

/**
 * Assesses every stored order by another rule, or as of a shop of another currency, and puts that in force, in one
 * transaction: who reads meanwhile sees the ledger as it was, and cut off, it has not begun. Orders that come meanwhile
 * wait, and are read by the new terms.
 *
 * @returns false where the shop counts otherwise since it was read: then nothing is changed, and its caller begins anew
 */
export async function changeTerms({ db, clock }: Pick<Deps, "db" | "clock">, shop: Shop, terms: AssessmentTerms): Promise<boolean> {
  if (shop.currency === terms.shopCurrency && isSameRule(ruleInForce(shop), terms.rule)) return true;
  const shopId = String(shop.id);
  return withShopConnection(db, shop.id, async (client) => {
    await client.query(HOLD_ORDER_WRITERS, [shopId]);
    if (!(await holdTermsOn(client, shop.id, termsInForce(shop)))) return false;
    await client.query("CREATE TEMPORARY TABLE verdicts (id bigint, net_minor bigint, exclusion text) ON COMMIT DROP");
    for (let after = "0"; ; ) {
      const { rows }: { rows: Row[] } = await client.query<Row>(READ, [shopId, after]);
      const last = rows.at(-1)?.id;
      if (last === undefined) break;
      await client.query("TRUNCATE verdicts");
      const verdicts = rows.map((row) => changedVerdict(row, terms)).join("");
      await pipeline([verdicts], client.query(copyFrom("COPY verdicts (id, net_minor, exclusion) FROM STDIN")));
      await client.query(UPDATE, [shopId, after, last]);
      after = last;
    }
    await client.query(PUT_IN_FORCE, [shopId, terms.shopCurrency, terms.rule.tax, terms.rule.shipping, clock()]);
    return true;
  });
}

/** As a row for COPY; nothing where it stays as it is. */
function changedVerdict(row: Row, terms: AssessmentTerms): string {
  const { netMinor, exclusion } = assessOrder(orderFactsOfRow(row), terms);
  const isSame = String(netMinor) === row.netMinor && exclusion === row.exclusion;
  return isSame ? "" : copyRow([row.id, String(netMinor), exclusion]);
}
