import { createHash } from "node:crypto";
import { z } from "zod";
import type { Cell } from "../../csv/csv-text.ts";
import { minorToDecimal } from "../../money/minor-to-decimal.ts";
import type { ShopifyAdmin } from "../../shopify/admin.server.ts";
import { gid, idOfGid } from "../../shopify/gid.ts";
import { EmailsOfBest } from "../emails-of-best.graphql.ts";
import type { ReadLines } from "./file-parts.repo.server.ts";

const Best = z.array(z.object({ customerId: z.bigint(), valueMinor: z.number() }));

/**
 * Of those who have subscribed to e-mail and do not object to the sale of their data, as ad networks take a source for
 * look-alikes: SHA-256 of the address in small letters, and the value to weigh it by. Phones are left out: the networks do
 * not agree on how a number is written before it is hashed.
 */
export const readLookAlikeLines: ReadLines = async (shopify, { shopId, currency }, noted) => {
  const best = Best.parse(noted);
  const emails = await readEmails(shopify, shopId, best.map(({ customerId }) => customerId));
  return best.flatMap(({ customerId, valueMinor }): Cell[][] => {
    const email = emails.get(customerId);
    return email === undefined ? [] : [[String(customerId), digestOf(email), minorToDecimal(valueMinor, currency), currency]];
  });
};

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
