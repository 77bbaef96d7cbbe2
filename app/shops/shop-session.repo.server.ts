import { Session } from "@shopify/shopify-api";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { seal, unseal } from "../shopify/seal.server.ts";

/**
 * Stores what a token exchange gave. Sealed whole, bound to its shop and id.
 *
 * @returns whether it is the first of its id: of several at once, exactly one is.
 */
export async function saveSession(tx: ShopTransaction, shopId: bigint, session: Session, key: Buffer, exchangedAt: Date): Promise<boolean> {
  const id = session.id;
  const row = { sealed: sealSession(key, shopId, session), exchangedAt };
  const { count } = await tx.shopSession.createMany({ data: [{ shopId, id, ...row }], skipDuplicates: true });
  if (count === 0) await tx.shopSession.update({ where: { shopId_id: { shopId, id } }, data: row });
  return count > 0;
}

/** Stores what a renewal gave, in the place of a session that is there: the merchant had no part in it. */
export async function replaceSession(tx: ShopTransaction, shopId: bigint, session: Session, key: Buffer): Promise<void> {
  const where = { shopId_id: { shopId, id: session.id } };
  await tx.shopSession.update({ where, data: { sealed: sealSession(key, shopId, session) } });
}

export async function findSession(tx: ShopTransaction, shopId: bigint, id: string, key: Buffer): Promise<Session | undefined> {
  const row = await tx.shopSession.findUnique({ where: { shopId_id: { shopId, id } } });
  return row ? Session.fromPropertyArray(JSON.parse(unseal(key, row.sealed, placeOf(shopId, id)))) : undefined;
}

/** The same, holding the row: one process at a time may renew a shop's token. */
export async function lockSession(tx: ShopTransaction, shopId: bigint, id: string, key: Buffer): Promise<Session | undefined> {
  await tx.$queryRaw`SELECT id FROM shop_sessions WHERE shop_id = ${shopId} AND id = ${id} FOR UPDATE`;
  return findSession(tx, shopId, id, key);
}

function sealSession(key: Buffer, shopId: bigint, session: Session): Uint8Array<ArrayBuffer> {
  return new Uint8Array(seal(key, JSON.stringify(session.toPropertyArray()), placeOf(shopId, session.id)));
}

function placeOf(shopId: bigint, id: string): string {
  return `shop_sessions/${shopId}/${id}`;
}
