import { takeTurn } from "../../db/take-turn.server.ts";
import { withShop } from "../../db/with-shop.server.ts";
import type { Deps } from "../../deps.server.ts";
import { holdLedgerStill } from "../../orders/ledger-lock.repo.server.ts";
import { enqueue } from "../../queue/enqueue.server.ts";
import { findCurrentBorders } from "../../segments/current-borders.repo.server.ts";
import { namedTags } from "../../segments/tag-names.ts";
import type { ConsentWay } from "../consent.ts";
import { dropCustomerFileJob } from "./drop-customer-file.job.ts";
import { FILE_KEPT_SECONDS } from "./file-keeping.ts";
import { type ListOfRun, storeListed } from "./file-parts.repo.server.ts";
import { fillCustomerFileJob } from "./fill-customer-file.job.ts";

/** A list of a million takes ten seconds or more. */
const LONGEST_MS = 120_000;

type Asked = { staffId: string; consent: ConsentWay | null; address: string | null; list: ListOfRun };

/**
 * Begins a file of customers, in the place of the one that the member of staff may have. Who is in it, in which order and
 * with which figures is settled here, so that each stands in it once though the run is switched and orders come while
 * Shopify is asked about them. Before the first run there is none.
 */
export async function askForFile({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, { staffId, consent, address, list }: Asked): Promise<void> {
  const ask = async () =>
    withShop(
      db,
      shopId,
      async (tx) => {
        // Whoever is erased meanwhile is in the list neither before that nor after.
        await holdLedgerStill(tx, shopId);
        await tx.customerFile.deleteMany({ where: { shopId, staffId } });
        const run = await findCurrentBorders(tx, shopId);
        if (!run) return;
        const { runId, currency, borders } = run;
        const tags = namedTags(borders.definition).map(({ tag }) => tag);
        const { id } = await tx.customerFile.create({ data: { shopId, staffId, askedAt: clock(), consent, address, currency, tags } });
        const customers = await storeListed(tx, { shopId, fileId: id }, list(runId));
        // Asked after the rows: a run that is the current one now was so when they were read, and whole.
        const { currentRunId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
        if (currentRunId !== runId) throw new Error(`Shop ${shopId}: run ${currentRunId} took the place of run ${runId} while its list was noted.`);
        await tx.customerFile.update({ where: { shopId_id: { shopId, id } }, data: { customers } });
        const payload = { shopId: String(shopId), fileId: String(id) };
        await enqueue(tx, fillCustomerFileJob, payload);
        await enqueue(tx, dropCustomerFileJob, payload, { delaySeconds: FILE_KEPT_SECONDS });
      },
      { timeout: LONGEST_MS },
    );
  // Two tabs ask one after the other.
  await takeTurn(db, shopId, `customer-file-${staffId}`, ask);
}
