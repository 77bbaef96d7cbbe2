import { type ShopTransaction, withShop } from "../../db/with-shop.server.ts";
import type { Deps, FileDeps } from "../../deps.server.ts";
import { enqueue } from "../../queue/enqueue.server.ts";
import { foldTag } from "../../segments/fold-tag.ts";
import { seal } from "../../shopify/seal.server.ts";
import { type ConsentWay, isSubscribed } from "../consent.ts";
import { customerRow } from "../customer-row.ts";
import { readContacts } from "../read-contacts.server.ts";
import { partsOf, placeOfPart } from "./file-part.ts";
import { type FileKey, readListed, storeSealed } from "./file-parts.repo.server.ts";
import { fileProblemOf } from "./file-problem.ts";
import { fillCustomerFileJob } from "./fill-customer-file.job.ts";
import { isWhole } from "./find-file.repo.server.ts";

/** Twenty seconds or more of a small plan's points: so long do others of the shop, and of the worker, wait. */
const PARTS_A_STEP = 10;

type FillDeps = Pick<FileDeps, "db" | "shopify" | "fileKey">;
type Payload = { shopId: string; fileId: string };

/**
 * Asks Shopify about the next customers of a file and seals what it says of them, a part at a time. A part is stored with
 * how far the file is: whoever is cut off anywhere goes on behind the last one, each customer is read into it once, and a
 * file that is dropped meanwhile stays so.
 */
export async function fillFile(deps: FillDeps, payload: Payload): Promise<void> {
  const key = keyOf(payload);
  try {
    for (let parts = 0; parts < PARTS_A_STEP; parts += 1) if (!(await fillPart(deps, key))) return;
  } catch (error) {
    const { shopId, fileId } = key;
    await withShop(deps.db, shopId, (tx) => tx.customerFile.updateMany({ where: { shopId, id: fileId }, data: { problem: fileProblemOf(error) } }));
    throw error;
  }
  await withShop(deps.db, key.shopId, (tx) => enqueue(tx, fillCustomerFileJob, payload));
}

/** After the last attempt: who asked for it sees that, and may have it gone on with. */
export async function giveUpFile({ db }: Pick<Deps, "db">, payload: Payload): Promise<void> {
  const { shopId, fileId } = keyOf(payload);
  await withShop(db, shopId, (tx) => tx.customerFile.updateMany({ where: { shopId, id: fileId }, data: { givenUp: true } }));
}

function keyOf({ shopId, fileId }: Payload): FileKey {
  return { shopId: BigInt(shopId), fileId: BigInt(fileId) };
}

/** @returns whether there may be another */
async function fillPart({ db, shopify, fileKey }: FillDeps, key: FileKey): Promise<boolean> {
  const { shopId } = key;
  const next = await withShop(db, shopId, (tx) => findNextPart(tx, key));
  if (!next) return false;
  const { file, part, all, customers } = next;
  const contacts = await readContacts(shopify, shopId, customers.map(({ customerId }) => customerId));
  const consent = file.consent as ConsentWay | null;
  const words = { currency: file.currency, ours: new Set(file.tags.map(foldTag)) };
  const rows = customers.flatMap((customer) => {
    const contact = contacts.get(customer.customerId);
    return contact && (consent === null || isSubscribed(contact, consent)) ? [customerRow(customer, contact, words)] : [];
  });
  const sealed = seal(fileKey, JSON.stringify(rows), placeOfPart(key, part));
  return withShop(db, shopId, async (tx) => {
    const { count } = await tx.customerFile.updateMany({
      where: { shopId, id: key.fileId, done: file.done },
      data: { done: { increment: all }, lines: { increment: rows.length }, problem: null, givenUp: false },
    });
    if (count === 0) return false;
    await storeSealed(tx, key, part, sealed);
    return true;
  });
}

async function findNextPart(tx: ShopTransaction, key: FileKey) {
  const file = await tx.customerFile.findUnique({ where: { shopId_id: { shopId: key.shopId, id: key.fileId } } });
  if (!file || isWhole(file)) return null;
  const part = partsOf(file.done);
  return { file, part, ...(await readListed(tx, key, part)) };
}
