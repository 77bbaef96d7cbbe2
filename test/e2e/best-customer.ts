import { eventually } from "../support/eventually.ts";
import type { TestDatabase } from "../support/test-database.ts";

/** Once there is one, which is after the app was opened: not everybody in Shopify has bought something that counts. */
export async function bestCustomer({ owner }: TestDatabase): Promise<string> {
  const best = "SELECT customer_id FROM customer_scores ORDER BY lifetime_value_minor DESC LIMIT 1";
  return (await eventually(async () => (await owner.query<{ customer_id: string }>(best)).rows[0], { seconds: 60 })).customer_id;
}
