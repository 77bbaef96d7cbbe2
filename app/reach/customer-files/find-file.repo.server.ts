import type { CustomerFile } from "../../db/generated/client.ts";
import type { ShopTransaction } from "../../db/with-shop.server.ts";
import { endOfFile } from "./file-keeping.ts";

/** What a member of staff has asked for; null where there is none, or its time is over. */
export async function findFile(tx: ShopTransaction, { shopId, staffId, now }: { shopId: bigint; staffId: string; now: Date }): Promise<CustomerFile | null> {
  const file = await tx.customerFile.findFirst({ where: { shopId, staffId } });
  return file && endOfFile(file) > now ? file : null;
}

export function isWhole({ customers, done }: Pick<CustomerFile, "customers" | "done">): boolean {
  return done === customers;
}
