import type { WriteRun } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { type Approval, type Asked, type Found, hasYes } from "./asked.ts";

type Looked = { scoreRunId: bigint; changes: Asked["changes"]; found: Found | null };

/**
 * Where a run would give other tags to more customers than the shop's cap allows, it waits for the merchant's yes: other
 * tools act on tags, and what is wrong with a definition shows in their number. So does one that has found tags with our
 * names of which it is not known that they are ours: nobody's own tag goes without a word.
 *
 * @returns whether the run waits
 */
export async function askBeforeWriting({ db }: Pick<Deps, "db">, { shopId, id }: WriteRun, { scoreRunId, changes, found }: Looked): Promise<boolean> {
  return withShop(db, shopId, async (tx) => {
    const { capPercent, capCustomers } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
    const customers = await tx.customerScore.count({ where: { shopId, runId: scoreRunId } });
    const cap = Math.max(capCustomers, Math.floor((customers * capPercent) / 100));
    const where = { shopId_id: { shopId, id } };
    const isGiven = hasYes(await tx.writeRun.findUniqueOrThrow({ where }), scoreRunId);
    const waits = (changes.retagged > cap || found !== null) && !isGiven;
    const approval: Approval = waits ? "waiting" : isGiven ? "given" : null;
    const asked: Asked = { scoreRunId: String(scoreRunId), customers, cap, changes, ...(found && { found }) };
    await tx.writeRun.update({ where, data: waits ? { approval, asked } : { approval } });
    return waits;
  });
}
