import { withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { endOfFile } from "#app/reach/customer-files/file-keeping.ts";
import { FileKind } from "#app/reach/customer-files/file-kind.ts";
import type { FileProblem } from "#app/reach/customer-files/file-problem.ts";
import { findFile, isWhole } from "#app/reach/customer-files/find-file.repo.server.ts";

/** A reader's file of customers. */
export type ShownFile = {
  id: string;
  kind: FileKind;
  /** Of the list that it is of; null for look-alikes, and where something was typed to find it. */
  address: string | null;
  /** Delayed: it is tried again by itself. */
  state: "coming" | "delayed" | "failed" | "whole";
  /** Of how many it is to tell, and about how many of them Shopify was asked. */
  customers: number;
  done: number;
  /** As it was made: whoever objects by then is left out when it is fetched. */
  lines: number;
  problem: FileProblem | null;
  until: string;
};

/** What becomes of the file that a member of staff has asked for; null where there is none. */
export async function viewCustomerFile({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, staffId: string): Promise<ShownFile | null> {
  const file = await withShop(db, shopId, (tx) => findFile(tx, { shopId, staffId, now: clock() }));
  if (!file) return null;
  const { customers, done, lines, givenUp, address } = file;
  const kind = FileKind.parse(file.kind);
  const problem = file.problem as FileProblem | null;
  const open = givenUp ? "failed" : problem === null ? "coming" : "delayed";
  const state = isWhole(file) ? "whole" : open;
  return { id: String(file.id), kind, address, state, customers, done, lines, problem, until: endOfFile(file).toISOString() };
}
