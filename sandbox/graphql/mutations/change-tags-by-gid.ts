import { changeTags } from "../../commands/change-tags.ts";
import { parseGid } from "../../gid.ts";
import type { CustomerRecord } from "../../store/model.ts";
import { type Caller, refuse } from "../fields.ts";
import { requireScope } from "../scopes.ts";
import type { UserError } from "./user-error.ts";

type TagsPayload = { node: CustomerRecord | null; userErrors: UserError[] };

/** `tagsAdd` and `tagsRemove`. */
export function changeTagsByGid(mutation: "tagsAdd" | "tagsRemove", args: { id: string; tags: string[] }, caller: Caller): TagsPayload {
  const gid = parseGid(args.id);
  if (gid?.type !== "Customer") refuse(`${mutation} is implemented for customers only, not for "${args.id}"`);
  requireScope(caller, "write_customers", mutation);
  if (!caller.world.store.customers.get(gid.id)) return refused("id", "Customer does not exist");
  const change = mutation === "tagsAdd" ? { add: args.tags } : { remove: args.tags };
  const result = changeTags(caller.world, { customerId: gid.id, ...change });
  return result.kind === "changed" ? { node: result.customer, userErrors: [] } : refused("tags", result.reason);
}

function refused(field: string, message: string): TagsPayload {
  return { node: null, userErrors: [{ field: [field], message }] };
}
