import type { Import, Shop } from "#app/db/generated/client.ts";
import { ACTIVE_IMPORT_STATUSES } from "#app/orders/import-status.ts";

export type ReadingPause = {
  since: string;
  /** Shopify's id of the staff member; null where the admin did not say. */
  by: string | null;
  /** How far the import stands that rests with it, once Shopify has begun to collect; null where none does. */
  resting: { done: number; total: number } | null;
};

/** That imports and comparisons rest; null while they do not. */
export function readingPauseOf({ readingPausedAt, readingPausedBy }: Shop, newestImport: Import | null): ReadingPause | null {
  if (readingPausedAt === null) return null;
  const resting = newestImport !== null && (ACTIVE_IMPORT_STATUSES as string[]).includes(newestImport.status);
  return {
    since: readingPausedAt.toISOString(),
    by: readingPausedBy,
    resting: resting ? { done: Number(newestImport.linesRead), total: Number(newestImport.objectCount) } : null,
  };
}
