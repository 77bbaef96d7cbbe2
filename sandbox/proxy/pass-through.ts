import type { IncomingMessage, ServerResponse } from "node:http";
import { APP_HANDLE } from "../pages/app-identity.ts";
import type { World } from "../world.ts";
import { forward } from "./forward.ts";

/** Whatever is no page of the sandbox's is the app's: `/app`, `/auth`, its assets, its webhooks. */
export function passThrough(world: World, req: IncomingMessage, res: ServerResponse): Promise<void> {
  return forward({ origin: world.app.origin, handle: APP_HANDLE }, world.store.shop().handle, req, res);
}
