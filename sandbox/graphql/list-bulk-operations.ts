import { statusOf } from "../bulk/file-lifetime.ts";
import type { BulkOperationRecord } from "../store/app-model.ts";
import type { World } from "../world.ts";
import type { Caller } from "./fields.ts";
import { PAGE_ARGS, type PageArgs, paginate, requireSort } from "./paginate.ts";
import { compileSearch, type Condition, instantCondition, numberCondition, textCondition } from "./search-conditions.ts";

export type BulkListArgs = PageArgs & { query?: string; sortKey: string };

export const BULK_LIST_ARGS = [...PAGE_ARGS, "query", "sortKey"] as const;

/** Newest first unless reversed, as the schema says; ids tell what whole seconds do not. */
const SORTS = { CREATED_AT: (operation: BulkOperationRecord) => -operation.id };

const conditions = ({ clock }: World): Record<string, Condition<BulkOperationRecord>> => ({
  id: numberCondition((operation) => operation.id),
  status: textCondition((operation) => [statusOf(operation, clock)]),
  operation_type: textCondition((operation) => [operation.type]),
  created_at: instantCondition((operation) => operation.createdAt),
});

export function listBulkOperations(args: BulkListArgs, caller: Caller) {
  const found = [...caller.world.store.bulkOperations.values()].filter(compileSearch(args.query, conditions(caller.world)));
  return paginate(found, requireSort(SORTS, args.sortKey), args, caller);
}
