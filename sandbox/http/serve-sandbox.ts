import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { runCommand } from "../commands/run-command.ts";
import { answerRequest } from "../faults/answer-request.ts";
import type { World } from "../world.ts";
import { BadRequest, readObject, sendJson } from "./body.ts";
import { customerLines } from "./customer-lines.ts";
import { describeStatus } from "./describe-status.ts";
import { receiveUpload } from "./receive-upload.ts";
import type { Api } from "./run-graphql.ts";
import { sendBulkResult } from "./send-bulk-result.ts";
import { serveFaults } from "./serve-faults.ts";

/** The sandbox's own addresses, for the demo's driver, tests and files. Answers false where the address is none of them. */
export async function serveSandbox(api: Api, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const { world } = api;
  const path = new URL(request.url ?? "/", world.origin).pathname;
  const bulkId = /^\/sandbox\/bulk\/(\d+)\.jsonl$/.exec(path)?.[1];
  const command = /^\/sandbox\/commands\/(\w+)$/.exec(path)?.[1];
  switch (`${request.method} ${command === undefined ? path : "command"}`) {
    case "GET /sandbox/clock":
      sendJson(response, 200, describeClock(world));
      return true;
    case "POST /sandbox/clock": {
      const { advanceMs } = await readObject(request);
      if (typeof advanceMs !== "number" || advanceMs < 0) throw new BadRequest(`advanceMs is a number from 0 of milliseconds, not ${JSON.stringify(advanceMs)}`);
      world.clock.advance(advanceMs);
      sendJson(response, 200, describeClock(world));
      return true;
    }
    case "GET /sandbox/status":
      sendJson(response, 200, describeStatus(api));
      return true;
    case "GET /sandbox/customers.jsonl":
      response.writeHead(200, { "Content-Type": "application/jsonl" });
      await pipeline(customerLines(world), response);
      return true;
    case "POST /sandbox/uploads":
      await answerRequest(world.faults.strike(["request"], ["upload"]), response, () => receiveUpload(world, request));
      return true;
    case "POST command":
      sendJson(response, 200, runCommand(world, command ?? "", await readObject(request)) ?? {});
      return true;
    default:
      if (request.method !== "GET" || bulkId === undefined) return serveFaults(world, path, request, response);
      await sendBulkResult(world, Number(bulkId), request, response);
      return true;
  }
}

function describeClock({ clock }: World) {
  return { now: clock.iso(), offsetMs: clock.offsetMs() };
}
