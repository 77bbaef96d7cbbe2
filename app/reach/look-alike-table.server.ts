import { createHash } from "node:crypto";
import type { Cell } from "../csv/csv-text.ts";
import type { Table } from "../csv/stream-csv.server.ts";
import type { Deps } from "../deps.server.ts";
import { minorToDecimal } from "../money/minor-to-decimal.ts";
import type { CurrentRun } from "../segments/current-borders.repo.server.ts";
import type { ShopifyAdmin } from "../shopify/admin.server.ts";
import { gid, idOfGid } from "../shopify/gid.ts";
import { patiently } from "../shopify/patiently.ts";
import { tierBasis } from "../segments/value-basis.ts";
import { readBestFirst } from "./best-first.repo.server.ts";
import { EmailsOfBest } from "./emails-of-best.graphql.ts";

/** Ad networks take a list from a hundred on; further down customers are not like the best any more. */
export const BEST = { least: 100, most: 10_000 };

/**
 * The most valuable customers who have subscribed to e-mail and do not object to the sale of their data, as ad networks
 * take a source for look-alikes: SHA-256 of the address in small letters, and the value to weigh it by. Phones are left
 * out: the networks do not agree on how a number is written before it is hashed.
 */
export function lookAlikeTable({ db, shopify }: Pick<Deps, "db" | "shopify">, shopId: bigint, run: CurrentRun, best: number): Table {
  const { runId, currency, borders } = run;
  async function* read(): AsyncGenerator<Cell[][]> {
    let missing = best;
    for await (const page of readBestFirst(db, shopId, { runId, basis: tierBasis(borders) })) {
      const worthy = page.filter(({ valueMinor }) => valueMinor > 0);
      const emails = await readEmails(patiently(shopify), shopId, worthy.map(({ customerId }) => customerId));
      const rows = worthy.flatMap(({ customerId, valueMinor }): Cell[][] => {
        const email = emails.get(customerId);
        return email === undefined ? [] : [[digestOf(email), minorToDecimal(valueMinor, currency), currency]];
      });
      yield rows.slice(0, missing);
      missing -= rows.length;
      if (missing <= 0 || worthy.length < page.length) return;
    }
  }
  return { columns: ["email", "value", "currency"], pages: read() };
}

/** Of those who have given their consent. */
async function readEmails(shopify: ShopifyAdmin, shopId: bigint, customerIds: readonly bigint[]): Promise<Map<bigint, string>> {
  const emails = new Map<bigint, string>();
  if (customerIds.length === 0) return emails;
  const { nodes } = await shopify.run(shopId, EmailsOfBest, { ids: customerIds.map((id) => gid("Customer", id)) });
  for (const node of nodes) {
    if (!node || !("dataSaleOptOut" in node) || node.dataSaleOptOut) continue;
    const { defaultEmailAddress: email } = node;
    if (email?.marketingState === "SUBSCRIBED") emails.set(idOfGid(node.id), email.emailAddress);
  }
  return emails;
}

function digestOf(email: string): string {
  return createHash("sha256").update(email.trim().toLowerCase()).digest("hex");
}
