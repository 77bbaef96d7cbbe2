import { Session } from "@shopify/shopify-api";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { seal, unseal } from "../shopify/seal.server.ts";

/** A session, when it was asked for, and the bytes of it that tell whether it is still the stored one: no two sealings are alike. */
export type HeldSession = { session: Session; exchangedAt: Date; sealed: Uint8Array<ArrayBuffer> };

/**
 * Stores what a token exchange gave. Sealed whole, bound to its shop and id.
 *
 * @returns whether it is the first of its id: of several at once, exactly one is.
 */
export async function saveSession(tx: ShopTransaction, shopId: bigint, session: Session, key: Buffer, exchangedAt: Date): Promise<boolean> {
  const id = session.id;
  const row = { sealed: sealSession(key, shopId, session), exchangedAt, renewingUntil: null };
  const { count } = await tx.shopSession.createMany({ data: [{ shopId, id, ...row }], skipDuplicates: true });
  if (count === 0) await tx.shopSession.update({ where: { shopId_id: { shopId, id } }, data: row });
  return count > 0;
}

export async function findSession(tx: ShopTransaction, shopId: bigint, id: string, key: Buffer): Promise<HeldSession | null> {
  const row = await tx.shopSession.findUnique({ where: { shopId_id: { shopId, id } } });
  if (!row) return null;
  const { sealed, exchangedAt } = row;
  return { session: Session.fromPropertyArray(JSON.parse(unseal(key, sealed, placeOf(shopId, id)))), exchangedAt, sealed };
}

/**
 * Takes it on to renew this session, for so many seconds by PostgreSQL's clock. A holder that is killed keeps nobody
 * longer than that, and one that is late does no harm: what it brings is stored in the place of this session only.
 *
 * @returns whether the caller is to renew it: false where somebody else does, or where it is not the stored one any more.
 */
export async function claimRenewal(tx: ShopTransaction, shopId: bigint, { session, sealed }: HeldSession, seconds: number): Promise<boolean> {
  const claimed = await tx.$executeRaw`
    UPDATE shop_sessions SET renewing_until = clock_timestamp() + make_interval(secs => ${seconds}::float)
    WHERE shop_id = ${shopId} AND id = ${session.id} AND sealed = ${sealed}
      AND (renewing_until IS NULL OR renewing_until < clock_timestamp())`;
  return claimed > 0;
}

/** Lets others try. */
export async function releaseRenewal(tx: ShopTransaction, shopId: bigint, held: HeldSession): Promise<void> {
  await tx.shopSession.updateMany({ where: whereStill(shopId, held), data: { renewingUntil: null } });
}

/**
 * Stores what a renewal gave: the merchant had no part in it.
 *
 * @returns false where another session has taken the place of the one that was renewed.
 */
export async function replaceSession(tx: ShopTransaction, shopId: bigint, held: HeldSession, renewed: Session, key: Buffer): Promise<boolean> {
  const data = { sealed: sealSession(key, shopId, renewed), renewingUntil: null };
  return (await tx.shopSession.updateMany({ where: whereStill(shopId, held), data })).count > 0;
}

/** @returns false where another session has taken its place. */
export async function removeSession(tx: ShopTransaction, shopId: bigint, held: HeldSession): Promise<boolean> {
  return (await tx.shopSession.deleteMany({ where: whereStill(shopId, held) })).count > 0;
}

function whereStill(shopId: bigint, { session, sealed }: HeldSession) {
  return { shopId, id: session.id, sealed };
}

function sealSession(key: Buffer, shopId: bigint, session: Session): Uint8Array<ArrayBuffer> {
  return new Uint8Array(seal(key, JSON.stringify(session.toPropertyArray()), placeOf(shopId, session.id)));
}

function placeOf(shopId: bigint, id: string): string {
  return `shop_sessions/${shopId}/${id}`;
}
