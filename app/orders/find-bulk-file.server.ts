import type { Deps } from "../deps.server.ts";
import type { Import } from "../db/generated/client.ts";
import { readBulkOperation } from "../shopify/read-bulk-operation.server.ts";
import { failImport, restartImport, stepAgain } from "./import-steps.server.ts";
import type { PassingProblem } from "./read-problem.ts";

type Parts = Pick<Deps, "db" | "shopify" | "clock">;

/** What an operation that is over has left. */
export type BulkFile = {
  /** Null where it found nothing. */
  url: string | null;
  objectCount: number;
  /** In bytes, where Shopify says so. */
  size: number | null;
  /** Why Shopify broke the operation off; null: the file holds all. */
  brokenOff: PassingProblem | null;
};

/** Null where there is none yet, or none any more: what follows then is stored already. */
export async function findBulkFile(deps: Parts, running: Import, id: string): Promise<BulkFile | null> {
  const operation = await readBulkOperation(deps.shopify, running.shopId, id);
  const { objectCount } = operation;
  switch (operation.is) {
    case "under-way":
      await stepAgain(deps, running, { objectCount }, pollSeconds(running, deps.clock()));
      return null;
    case "completed":
      if (operation.file === null && objectCount > 0) throw new Error(`Shopify found ${objectCount} objects and gives no file (${id})`);
      return { ...(operation.file ?? NO_FILE), objectCount, brokenOff: null };
    case "broken-off": {
      const { status, errorCode, file } = operation;
      const problem = { code: "ended-early", status, said: errorCode, tries: null } as const;
      if (errorCode === "ACCESS_DENIED") {
        await failImport(deps, running, problem);
        return null;
      }
      return { ...(file ?? NO_FILE), objectCount, brokenOff: problem };
    }
    case "gone":
      await restartImport(deps, running, { code: "gone", said: null, tries: null });
      return null;
  }
}

const NO_FILE = { url: null, size: null };

/** A small shop is done within seconds and should not wait ten; a large one need not be asked each second. */
function pollSeconds({ startedAt }: Import, now: Date): number {
  return Math.min(10, Math.max(1, (now.getTime() - startedAt.getTime()) / 10_000));
}
