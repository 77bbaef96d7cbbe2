import { waitForTurn } from "../../db/take-turn.server.ts";
import { type ShopTransaction, withShop } from "../../db/with-shop.server.ts";
import type { Deps } from "../../deps.server.ts";
import { countErased } from "../../orders/erasures.repo.server.ts";
import { holdLedgerStill } from "../../orders/ledger-lock.repo.server.ts";
import { enqueue } from "../../queue/enqueue.server.ts";
import { findCurrentBorders } from "../../segments/current-borders.repo.server.ts";
import { namedTags } from "../../segments/tag-names.ts";
import type { ConsentWay } from "../consent.ts";
import { dropCustomerFileJob } from "./drop-customer-file.job.ts";
import { dropFiles } from "./drop-files.repo.server.ts";
import { FILE_KEPT_SECONDS } from "./file-keeping.ts";
import type { FileKind } from "./file-kind.ts";
import { type ListOfRun, storeFile } from "./file-parts.repo.server.ts";
import { fillCustomerFileJob } from "./fill-customer-file.job.ts";

/** A list of a million takes ten seconds or more. */
const LONGEST_MS = 120_000;
/** Times that nobody waits for it. Many may be erased one after the other; from then on they wait. */
const FREE_TRIES = 3;

type Asked = {
  staffId: string;
  kind: FileKind;
  consent: ConsentWay | null;
  /** Of the list, as the Customers page has it. */
  address: string | null;
  list: ListOfRun;
};

/** What was noted is not how things are any more: nothing of it stays. */
class Overtaken extends Error {}

/**
 * Begins a file of customers, in the place of the one that the member of staff may have. Who is in it, in which order and
 * with which figures is settled here, so that each stands in it once though the run is switched and orders come while
 * Shopify is asked about them. Before the first run there is none.
 */
export async function askForFile({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, asked: Asked): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const terms = { ...asked, askedAt: clock(), isFree: tries <= FREE_TRIES };
    try {
      return await withShop(db, shopId, (tx) => noteFile(tx, shopId, terms), { timeout: LONGEST_MS });
    } catch (error) {
      // Runs are minutes apart.
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}

/**
 * Nobody waits while a list is noted, but another tab of the same reader. What must not happen meanwhile is looked for
 * once it is there, with the ledger held from then on.
 *
 * @param isFree whether it is so; otherwise the ledger is held all along
 * @throws Overtaken where another run is the current one by then, or somebody was erased
 */
async function noteFile(tx: ShopTransaction, shopId: bigint, { list, isFree, ...asked }: Asked & { askedAt: Date; isFree: boolean }): Promise<void> {
  const { staffId } = asked;
  await waitForTurn(tx, shopId, `customer-file-${staffId}`);
  if (!isFree) await holdLedgerStill(tx, shopId);
  const erased = await countErased(tx, shopId);
  const run = await findCurrentBorders(tx, shopId);
  if (!run) return void (await dropFiles(tx, shopId, { staffId }));
  const { runId, currency, borders } = run;
  const tags = namedTags(borders.definition).map(({ tag }) => tag);
  const id = await storeFile(tx, shopId, { ...asked, currency, tags }, list(run));
  await holdLedgerStill(tx, shopId);
  const { currentRunId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  if (currentRunId !== runId || (await countErased(tx, shopId)) !== erased) throw new Overtaken();
  await dropFiles(tx, shopId, { staffId, id: { not: id } });
  const payload = { shopId: String(shopId), fileId: String(id) };
  await enqueue(tx, fillCustomerFileJob, payload);
  await enqueue(tx, dropCustomerFileJob, payload, { delaySeconds: FILE_KEPT_SECONDS });
}
