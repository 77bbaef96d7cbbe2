import type { Deps } from "../deps.server.ts";
import { hasAccess } from "../shops/find-shop.repo.server.ts";
import { takeMarksOff } from "../tags/take-marks-off.server.ts";
import type { CustomerPayload } from "./compliance.job.ts";
import { eraseCustomer, forgetMarks } from "./erase-customer.repo.server.ts";
import type { Person } from "./find-traces.repo.server.ts";

/**
 * Forgets a customer: every row, answers to earlier data requests and jobs in the queue included, and what we wrote on
 * them in Shopify. Safe to run twice.
 */
export async function redactCustomer(deps: Pick<Deps, "db" | "shopify" | "clock">, payload: CustomerPayload): Promise<void> {
  const person = personOf(payload);
  await eraseCustomer(deps.db, person, deps.clock());
  if (await hasAccess(deps.db, person.shopId)) await takeMarksOff(deps, person.shopId, person.customerId);
  await forgetMarks(deps.db, person);
}

/** After the last attempt: what stands in Shopify is out of reach, and here nothing stays for its sake. */
export async function giveUpRedaction({ db, log }: Pick<Deps, "db" | "log">, payload: CustomerPayload): Promise<void> {
  await forgetMarks(db, personOf(payload));
  log.error({ shopId: payload.shopId }, "a customer was forgotten here, but our tags and metafields may still be on them in Shopify");
}

function personOf({ shopId, customerId, orderIds }: CustomerPayload): Person {
  return { shopId: BigInt(shopId), customerId: BigInt(customerId), orderIds: orderIds.map(BigInt) };
}
