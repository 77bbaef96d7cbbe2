import type { IncomingMessage, ServerResponse } from "node:http";
import type { World } from "../world.ts";
import { readObject, sendJson } from "./body.ts";

/** `/sandbox/faults`: what goes wrong, switched on and off. Answers false where the address is another one. */
export async function serveFaults({ faults }: World, path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const id = /^\/sandbox\/faults\/(\d+)$/.exec(path)?.[1];
  if (path !== "/sandbox/faults" && id === undefined) return false;
  switch (`${request.method} ${id === undefined ? "all" : "one"}`) {
    case "GET all":
      break;
    case "POST all":
      faults.add(await readObject(request));
      break;
    case "DELETE all":
      faults.clear();
      break;
    case "DELETE one":
      faults.remove(Number(id));
      break;
    default:
      sendJson(response, 405, { errors: `${path} takes GET, POST (a fault) and DELETE, /sandbox/faults/<id> takes DELETE` });
      return true;
  }
  sendJson(response, 200, { seed: faults.seed, faults: faults.list() });
  return true;
}
