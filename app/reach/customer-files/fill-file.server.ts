import { type ShopTransaction, withShop } from "../../db/with-shop.server.ts";
import type { Deps, FileDeps } from "../../deps.server.ts";
import { enqueue } from "../../queue/enqueue.server.ts";
import { seal } from "../../shopify/seal.server.ts";
import { FileKind, MOST_LINES } from "./file-kind.ts";
import { partsOf, placeOfPart } from "./file-part.ts";
import { dropPartsAfter, type FileKey, readListed, type ReadLines, storeSealed } from "./file-parts.repo.server.ts";
import { fileProblemOf } from "./file-problem.ts";
import { fillCustomerFileJob } from "./fill-customer-file.job.ts";
import { isWhole } from "./find-file.repo.server.ts";
import { readListLines } from "./list-lines.server.ts";
import { readLookAlikeLines } from "./look-alike-lines.server.ts";

/** Twenty seconds or more of a small plan's points: so long do others of the shop, and of the worker, wait. */
const PARTS_A_STEP = 10;

const READERS: Record<FileKind, ReadLines> = { list: readListLines, "look-alikes": readLookAlikeLines };

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
    const { count } = await withShop(deps.db, shopId, (tx) => tx.customerFile.updateMany({ where: { shopId, id: fileId }, data: { problem: fileProblemOf(error) } }));
    // Nobody waits for a file that was dropped meanwhile.
    if (count === 0) return;
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
  const { file, part, all, noted } = next;
  const kind = FileKind.parse(file.kind);
  const most = MOST_LINES[kind];
  const lines = (await READERS[kind](shopify, file, noted)).slice(0, most - file.lines);
  const isEnough = file.lines + lines.length === most;
  const sealed = seal(fileKey, JSON.stringify(lines), placeOfPart(key, part));
  return withShop(db, shopId, async (tx) => {
    const { count } = await tx.customerFile.updateMany({
      where: { shopId, id: key.fileId, done: file.done },
      data: { done: file.done + all, lines: file.lines + lines.length, problem: null, givenUp: false, ...(isEnough && { customers: file.done + all }) },
    });
    if (count === 0) return false;
    await storeSealed(tx, key, part, sealed);
    if (isEnough) await dropPartsAfter(tx, key, part);
    return true;
  });
}

async function findNextPart(tx: ShopTransaction, key: FileKey) {
  const file = await tx.customerFile.findUnique({ where: { shopId_id: { shopId: key.shopId, id: key.fileId } } });
  if (!file || isWhole(file)) return null;
  const part = partsOf(file.done);
  const listed = await readListed(tx, key, part);
  return listed && { file, part, ...listed };
}
