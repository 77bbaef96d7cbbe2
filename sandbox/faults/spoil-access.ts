import { revokeGrant } from "../auth/revoke-grant.ts";
import { uninstallApp } from "../commands/uninstall-app.ts";
import type { World } from "../world.ts";
import type { Strike } from "./create-faults.ts";

/** Takes an app's access away before its request is looked at; the answer follows from that. */
export function spoilAccess(strike: Strike | null, world: World, accessToken: string | undefined): void {
  const grant = [...world.store.tokens.values()].find((token) => token.accessToken === accessToken);
  switch (strike?.kind) {
    case "token-expired":
      if (grant) world.store.tokens.put({ ...grant, accessExpiresAt: world.clock.iso() });
      return;
    case "token-revoked":
      if (grant) revokeGrant(world.store, grant);
      return;
    case "uninstalled":
      if (world.store.installations.size() > 0) uninstallApp(world);
  }
}
