import { resolveNamespace } from "../graphql/resolve-namespace.ts";
import type { InstallationRecord } from "../store/app-model.ts";
import type { World } from "../world.ts";

/** Installs the app on its first token exchange: grants what it asks for and defines the metafields it declares. */
export function ensureInstalled(world: World): InstallationRecord {
  const { store, clock, app } = world;
  const [installed] = store.installations.values();
  if (installed) return installed;
  const installation = { id: store.nextId(), scopes: [...app.scopes].sort(), installedAt: clock.iso() };
  store.installations.put(installation);
  const namespace = resolveNamespace("$app", app.apiKey);
  const isKnown = (key: string) => [...store.definitions.values()].some((known) => known.namespace === namespace && known.key === key);
  for (const metafield of app.metafields) {
    if (!isKnown(metafield.key)) store.definitions.put({ ...metafield, id: store.nextId(), namespace });
  }
  return installation;
}
