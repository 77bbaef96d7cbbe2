import type { IncomingMessage, ServerResponse } from "node:http";
import { CommandRefused } from "../commands/command-refused.ts";
import type { World } from "../world.ts";
import { messagePage } from "./admin/message-page.ts";
import { type Answer, page, send } from "./answer.ts";
import { FormError, readForm } from "./read-form.ts";
import { ROUTES } from "./routes.ts";

const OWN = /^\/(store|storefront|sandbox\/assets)(\/|$)/;

/** Answers with a page of the sandbox's own, if the address is one; true when it did. */
export async function servePages(world: World, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const url = new URL(req.url ?? "/", "http://sandbox.invalid");
  const method = req.method === "HEAD" ? "GET" : req.method;
  for (const route of ROUTES) {
    const match = route.path.exec(url.pathname);
    if (match === null || route.method !== method) continue;
    const parts = match.groups ?? {};
    if (parts.handle !== undefined && parts.handle !== world.store.shop().handle) break;
    const asked = { world, url, part: (name: string) => parts[name] ?? "", form: () => readForm(req) };
    send(res, await answered(world, req, () => route.respond(asked)));
    return true;
  }
  if (!OWN.test(url.pathname)) return false;
  send(res, nothingAt(world, url.pathname));
  return true;
}

async function answered(world: World, req: IncomingMessage, respond: () => Answer | null | Promise<Answer | null>): Promise<Answer> {
  if (req.method === "POST" && req.headers["sec-fetch-site"] === "cross-site") {
    return page(messagePage(world, "Not from here", "The form was sent by another site. Only the sandbox's own pages may change the shop."), 403);
  }
  try {
    return (await respond()) ?? nothingAt(world, req.url ?? "/");
  } catch (error) {
    if (error instanceof FormError || error instanceof CommandRefused) {
      return page(messagePage(world, "That did not work", `${error.message}.`), 422);
    }
    throw error;
  }
}

function nothingAt(world: World, path: string): Answer {
  return page(messagePage(world, "Not found", `The sandbox has nothing at ${path}.`), 404);
}
