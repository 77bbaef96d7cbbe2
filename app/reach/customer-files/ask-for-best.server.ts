import type { Deps } from "../../deps.server.ts";
import { bestCustomers } from "../best-customers.repo.server.ts";
import { askForFile } from "./ask-for-file.server.ts";

/** Begins a file of the best customers for look-alikes, in the place of the one that the member of staff may have. */
export async function askForBest(deps: Pick<Deps, "db" | "clock">, shopId: bigint, staffId: string): Promise<void> {
  await askForFile(deps, shopId, { staffId, kind: "look-alikes", consent: null, address: null, list: (run) => bestCustomers(shopId, run) });
}
