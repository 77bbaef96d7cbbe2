import type { BulkOperationRecord } from "../store/app-model.ts";
import type { Caller } from "../graphql/fields.ts";

/** Operations of one type that an app may run at a time on one shop, since API version 2026-01. */
const MOST_AT_A_TIME = 5;

type Wanted = Pick<BulkOperationRecord, "type" | "document" | "stagedUploadPath">;

/** Records a new operation and starts it; null where as many as may are running. `denied` makes one that failed at once. */
export function createBulkOperation(wanted: Wanted, denied: boolean, caller: Caller): BulkOperationRecord | null {
  const { store, clock, bulk } = caller.world;
  const running = [...store.bulkOperations.values()].filter((other) => other.type === wanted.type && isUnfinished(other));
  if (running.length >= MOST_AT_A_TIME) return null;
  const operation: BulkOperationRecord = {
    ...wanted,
    id: store.nextId(),
    status: denied ? "FAILED" : "CREATED",
    errorCode: denied ? "ACCESS_DENIED" : null,
    scopes: [...caller.scopes],
    createdAt: clock.iso(),
    completedAt: denied ? clock.iso() : null,
    objectCount: 0,
    rootObjectCount: 0,
    fileSize: null,
  };
  store.bulkOperations.put(operation);
  if (!denied) bulk.start(operation.id);
  return operation;
}

export function isUnfinished(operation: BulkOperationRecord): boolean {
  return operation.status === "CREATED" || operation.status === "RUNNING" || operation.status === "CANCELING";
}
