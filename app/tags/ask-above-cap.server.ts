import type { WriteRun } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { type Approval, Asked } from "./asked.ts";

type Looked = { scoreRunId: bigint; changes: Asked["changes"] };

/**
 * Where a run would give other tags to more customers than the shop's cap allows, it waits for the merchant's yes: other
 * tools act on tags, and what is wrong with a definition shows in their number.
 *
 * @returns whether the run waits
 */
export async function askAboveCap({ db }: Pick<Deps, "db">, { shopId, id }: WriteRun, { scoreRunId, changes }: Looked): Promise<boolean> {
  return withShop(db, shopId, async (tx) => {
    const { capPercent, capCustomers } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
    const customers = await tx.customerScore.count({ where: { shopId, runId: scoreRunId } });
    const cap = Math.max(capCustomers, Math.floor((customers * capPercent) / 100));
    const where = { shopId_id: { shopId, id } };
    const before = await tx.writeRun.findUniqueOrThrow({ where });
    const isGiven = before.approval === "given" && Asked.parse(before.asked).scoreRunId === String(scoreRunId);
    const waits = changes.retagged > cap && !isGiven;
    const approval: Approval = waits ? "waiting" : isGiven ? "given" : null;
    const asked: Asked = { scoreRunId: String(scoreRunId), customers, cap, changes };
    await tx.writeRun.update({ where, data: waits ? { approval, asked } : { approval } });
    return waits;
  });
}
