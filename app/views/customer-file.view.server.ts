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
  lines: number;
  /** Somebody objected after it was asked for: whoever of them has a line is left out when it is fetched. */
  isLessened: boolean;
  problem: FileProblem | null;
  until: string;
};

/** What becomes of the file that a member of staff has asked for; null where there is none. */
export async function viewCustomerFile({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, staffId: string): Promise<ShownFile | null> {
  const found = await withShop(db, shopId, async (tx) => {
    const file = await findFile(tx, { shopId, staffId, now: clock() });
    return file && { file, isLessened: (await tx.customerOptOut.findFirst({ where: { shopId, since: { gte: file.askedAt } } })) !== null };
  });
  if (!found) return null;
  const { file, isLessened } = found;
  const { customers, done, lines, givenUp, address } = file;
  const kind = FileKind.parse(file.kind);
  const problem = file.problem as FileProblem | null;
  const open = givenUp ? "failed" : problem === null ? "coming" : "delayed";
  const state = isWhole(file) ? "whole" : open;
  return { id: String(file.id), kind, address, state, customers, done, lines, isLessened, problem, until: endOfFile(file).toISOString() };
}
