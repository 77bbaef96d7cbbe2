import type { ShopTransaction } from "../db/with-shop.server.ts";
import type { OptOut } from "./opt-out.ts";

type Noting = {
  kind: OptOut;
  /** Whether the customer is opted out from now on. */
  out: boolean;
  now: Date;
  staffId?: string;
};

/** Notes what a customer wants. @returns whether that is something new */
export async function noteOptOut(tx: ShopTransaction, customer: { shopId: bigint; customerId: bigint }, { kind, out, now, staffId }: Noting): Promise<boolean> {
  const row = { ...customer, kind };
  const { count } = out
    ? await tx.customerOptOut.createMany({ data: [{ ...row, since: now, staffId }], skipDuplicates: true })
    : await tx.customerOptOut.deleteMany({ where: row });
  return count > 0;
}
