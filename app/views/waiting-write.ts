import type { WriteRun } from "#app/db/generated/client.ts";
import { Asked } from "#app/tags/asked.ts";

/** What the newest write run asks the merchant's yes for; null where it does not wait for one. */
export function waitingWriteOf(newest: WriteRun | null) {
  return newest?.approval === "waiting" ? { writeRunId: String(newest.id), asked: Asked.parse(newest.asked) } : null;
}
