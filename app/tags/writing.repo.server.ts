import type { ShopTransaction } from "../db/with-shop.server.ts";
import { Writing } from "./writing.ts";

export async function findWriting(tx: ShopTransaction, shopId: bigint): Promise<Writing> {
  return Writing.parse((await tx.shop.findUniqueOrThrow({ where: { id: shopId }, select: { writing: true } })).writing);
}

type Turn = {
  now: Date;
  /** Who says so, null where the admin did not tell; left out where the app ends what somebody has begun. */
  by?: string | null;
};

/** What was refused before is asked anew from then on: see readMarks. */
export async function turnWriting(tx: ShopTransaction, shopId: bigint, writing: Writing, { now, by }: Turn): Promise<void> {
  await tx.shop.update({ where: { id: shopId }, data: { writing, writingSince: now, writingBy: by } });
}
