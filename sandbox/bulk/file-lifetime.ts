import type { Clock } from "../clock.ts";
import type { BulkOperationRecord } from "../store/app-model.ts";

const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

/** Whether the address of an operation's file has expired. */
export function isFileExpired({ status, completedAt }: BulkOperationRecord, clock: Clock): boolean {
  return status === "EXPIRED" || (completedAt !== null && Date.parse(completedAt) + LIFETIME_MS <= clock.now());
}

/** An operation is done for as long as its file is there. */
export function statusOf(operation: BulkOperationRecord, clock: Clock): BulkOperationRecord["status"] {
  return operation.status === "COMPLETED" && isFileExpired(operation, clock) ? "EXPIRED" : operation.status;
}
