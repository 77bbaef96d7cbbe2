import { scopesOf, STAFF } from "../staff.ts";
import type { World } from "../world.ts";
import { CommandRefused } from "./command-refused.ts";

/** The merchant grants or withdraws scopes; tokens that are out follow at once. */
export function updateScopes(world: World, input: { scopes: string[] }): void {
  const { store, clock, webhooks } = world;
  const [installation] = store.installations.values();
  if (!installation) throw new CommandRefused("The app is not installed");
  const current = [...input.scopes].sort();
  store.installations.put({ ...installation, scopes: current });
  for (const token of store.tokens.values()) {
    const staff = STAFF.find(({ id }) => id === token.staffId);
    store.tokens.put({ ...token, scopes: staff ? scopesOf(staff, current) : current });
  }
  webhooks.newEvent().send("app/scopes_update", { id: installation.id, previous: installation.scopes, current, updated_at: clock.iso() });
}
