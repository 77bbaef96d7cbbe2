import { createInterface } from "node:readline/promises";
import { Readable } from "node:stream";
import { describeProblems } from "#app/cli/describe-problems.ts";
import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import { readLedgerTotals } from "#app/orders/ledger-totals.repo.server.ts";
import { FittedModel } from "#app/scoring/fitted-model.ts";
import { TierTotals } from "#app/segments/tier-totals.ts";
import { findShopByDomain, requireShop } from "#app/shops/find-shop.repo.server.ts";
import type { SandboxReady } from "./sandbox-messages.ts";

type Amount = { orders: number; value: string };

/** What came of the demo; money in major units of the shop's currency, as decimal text. */
export type Summary = {
  shop: string;
  currency: string;
  rowsRead: SandboxReady["read"];
  ordersIn: number;
  counted: Amount;
  leftOut: Record<string, Amount>;
  guests: Amount;
  optedOut: Amount;
  customers: number;
  /** Historic value of the customers and of all counted orders, guests' included. */
  historicValue: string;
  revenue: string;
  predictedValue: string;
  model: FittedModel;
  customersPerTag: Record<string, number>;
  apiPoints: { query: number; mutation: number };
  /** What is not as it should be; empty when the demo ended well. */
  faults: string[];
};

type Source = { origin: string; db: Database; domain: string; read: SandboxReady["read"] };

type Status = { orders: number; customersByTag: Record<string, number>; pointsSpent: { query: number; mutation: number } };

export async function readSummary({ origin, db, domain, read }: Source): Promise<Summary> {
  const found = await findShopByDomain(db, domain);
  if (!found) throw new Error(`${domain} has not installed the app.`);
  const shop = await requireShop(db, found.id);
  const { ledger, run, refused, linesRefused } = await withShop(db, shop.id, async (tx) => ({
    ledger: await readLedgerTotals(tx, shop.id),
    run: await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: shop.currentRunId! } } }),
    refused: await tx.customerWrite.count({ where: { shopId: shop.id, error: { not: null } } }),
    linesRefused: Number((await tx.import.aggregate({ where: { shopId: shop.id }, _sum: { linesRefused: true } }))._sum.linesRefused ?? 0),
  }));
  const status = (await (await fetch(`${origin}/sandbox/status`)).json()) as Status;
  const predictedMinor = TierTotals.parse(run.tiers).reduce((sum, tier) => sum + tier.predictedValueMinor, 0);
  const amount = ({ orders, netMinor }: { orders: number; netMinor: number | null }): Amount => ({
    orders,
    value: netMinor === null ? "in other currencies" : minorToDecimal(netMinor, shop.currency),
  });
  const faults = await findTagFaults(origin);
  if (ledger.orders !== status.orders) faults.push(`The shop has ${status.orders} orders, the ledger ${ledger.orders}.`);
  if (linesRefused > 0) faults.push(`${linesRefused} lines of the backfill could not be read.`);
  if (refused > 0) faults.push(`Shopify refused what was to be written to ${refused} customers.`);
  return {
    shop: shop.domain,
    currency: shop.currency,
    rowsRead: read,
    ordersIn: ledger.orders,
    counted: amount(ledger.counted),
    leftOut: Object.fromEntries(ledger.excluded.map((it) => [it.exclusion, amount(it)])),
    guests: amount(ledger.guests),
    optedOut: amount(ledger.optedOut),
    customers: ledger.customers,
    historicValue: minorToDecimal(ledger.customersHistoricMinor, shop.currency),
    revenue: minorToDecimal(ledger.counted.netMinor, shop.currency),
    predictedValue: minorToDecimal(predictedMinor, shop.currency),
    model: FittedModel.parse(run.model),
    customersPerTag: Object.fromEntries(Object.entries(status.customersByTag).sort(([a], [b]) => a.localeCompare(b))),
    apiPoints: status.pointsSpent,
    faults,
  };
}

/** Looks at the customers as Shopify has them: one value tag and one stage tag for each, none for who objects. */
async function findTagFaults(origin: string): Promise<string[]> {
  const response = await fetch(`${origin}/sandbox/customers.jsonl`);
  const wrong: number[] = [];
  for await (const line of createInterface({ input: Readable.fromWeb(response.body as never) })) {
    const { id, tags, dataSaleOptOut } = JSON.parse(line) as { id: number; tags: string[]; dataSaleOptOut: boolean };
    const wanted = dataSaleOptOut ? 0 : 1;
    const count = (prefix: string) => tags.filter((tag) => tag.startsWith(prefix)).length;
    if (count("clv:value-") !== wanted || count("clv:stage-") !== wanted) wrong.push(id);
  }
  if (wrong.length === 0) return [];
  return [`${wrong.length} customers have not the tags that they should, one of each dimension or none, for example ${wrong.slice(0, 5).join(", ")}.`];
}

/** The summary for a terminal. */
export function describeSummary(it: Summary): string {
  const money = (value: string) => `${value} ${it.currency}`;
  const rows: [string, string][] = [
    ["Orders in", String(it.ordersIn)],
    ["  counted", `${it.counted.orders} (${money(it.counted.value)})`],
    ["    of customers who object, not tagged", `${it.optedOut.orders} (${money(it.optedOut.value)})`],
    ["    of guests, not tagged", `${it.guests.orders} (${money(it.guests.value)})`],
    ...Object.entries(it.leftOut).map(([reason, sum]): [string, string] => [`  left out: ${reason}`, `${sum.orders} (${money(sum.value)})`]),
    ["Customers", String(it.customers)],
    ["Revenue, by the ledger's rule", money(it.revenue)],
    ["  historic value of customers", money(it.historicValue)],
    [`Predicted value, ${it.model.horizon.horizonDays} days`, money(it.predictedValue)],
    ["Model", describeModel(it.model)],
    ...Object.entries(it.customersPerTag).map(([tag, count]): [string, string] => [`  ${tag}`, `${count} customers`]),
    ["API points spent", `${it.apiPoints.query + it.apiPoints.mutation} (${it.apiPoints.query} reading, ${it.apiPoints.mutation} writing)`],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  const table = rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join("\n");
  const rowsOfTheFile = it.rowsRead ? ["", "Rows of the file left out:", ...describeProblems(it.rowsRead)] : [];
  return ["", table, ...rowsOfTheFile].join("\n");
}

function describeModel({ name, purchases, spend }: FittedModel): string {
  const figures = (params: Record<string, number>) => Object.entries(params).map(([key, value]) => `${key} ${value.toPrecision(5)}`).join(", ");
  const bounds = [purchases.boundary, spend.boundary].filter((it) => it !== null);
  return `${name} (${figures(purchases.params)}; ${figures(spend.params)})${bounds.length > 0 ? ` at the boundary: ${bounds.join(", ")}` : ""}`;
}
