import { type Caller, refuse } from "../graphql/fields.ts";
import { createBulkOperation } from "./create-bulk-operation.ts";

export type StartQueryArgs = { query: string; groupObjects: boolean };

/** `bulkOperationRunQuery`. */
export function startBulkQuery(args: StartQueryArgs, caller: Caller) {
  if (args.groupObjects) refuse("groupObjects: true is not implemented for bulk queries");
  const objection = caller.world.bulk.checkQuery(args.query, caller.scopes);
  if (objection?.kind === "invalid") return refused(objection.message, "INVALID");
  const wanted = { type: "QUERY", document: args.query, stagedUploadPath: null } as const;
  const bulkOperation = createBulkOperation(wanted, objection !== null, caller);
  return bulkOperation ? { bulkOperation, userErrors: [] } : refused("The maximum number of bulk query operations is running for this app and shop", "LIMIT_REACHED");
}

function refused(message: string, code: string) {
  return { bulkOperation: null, userErrors: [{ field: ["query"], message, code }] };
}
