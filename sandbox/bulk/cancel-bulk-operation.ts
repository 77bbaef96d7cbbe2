import type { Caller } from "../graphql/fields.ts";
import { parseGid } from "../gid.ts";
import { isUnfinished } from "./create-bulk-operation.ts";

/** `bulkOperationCancel`: asks the run to end; it does at its next step. */
export function cancelBulkOperation(gid: string, caller: Caller) {
  const { store } = caller.world;
  const operation = store.bulkOperations.get(parseGid(gid)?.id ?? 0);
  if (!operation) return { bulkOperation: null, userErrors: [{ field: ["id"], message: "Bulk operation does not exist" }] };
  if (!isUnfinished(operation)) {
    const message = `A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}`;
    return { bulkOperation: operation, userErrors: [{ field: null, message }] };
  }
  const bulkOperation = { ...operation, status: "CANCELING" as const };
  store.bulkOperations.put(bulkOperation);
  return { bulkOperation, userErrors: [] };
}
