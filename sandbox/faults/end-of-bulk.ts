import type { BulkOperationRecord } from "../store/app-model.ts";
import type { Strike } from "./create-faults.ts";

/** How a bulk operation ends: after so many lines at most, as what, and whether its file is gone when one looks. */
export type EndOfBulk = { lines: number; outcome: Pick<BulkOperationRecord, "status" | "errorCode">; expires: boolean };

const COMPLETED = { status: "COMPLETED", errorCode: null } as const;

export function endOfBulk(strike: Strike | null): EndOfBulk {
  const lines = strike?.amount ?? 0;
  switch (strike?.kind) {
    case "bulk-failed":
      return { lines, outcome: { status: "FAILED", errorCode: "INTERNAL_SERVER_ERROR" }, expires: false };
    case "bulk-timed-out":
      return { lines, outcome: { status: "FAILED", errorCode: "TIMEOUT" }, expires: false };
    case "bulk-canceled":
      return { lines, outcome: { status: "CANCELED", errorCode: null }, expires: false };
    case "bulk-empty":
      return { lines: 0, outcome: COMPLETED, expires: false };
    default:
      return { lines: Infinity, outcome: COMPLETED, expires: strike?.kind === "bulk-expired" };
  }
}
