import type { Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { endSlowly } from "./end-slowly.server.ts";

const STATUS: Record<string, string> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Content Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** As Node answers by itself, but so that it is heard: Node ends the connection at once, and with it an answer on its way. */
export function refuseMalformed(server: Server): void {
  const inHand = new WeakMap<Duplex, ServerResponse>();
  const refused = new WeakSet<Duplex>();
  server.on("request", (request, response) => {
    inHand.set(request.socket, response);
    response.once("close", () => inHand.delete(request.socket));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (refused.has(socket)) return; // Whatever follows is malformed, too.
    refused.add(socket);
    const answer = inHand.get(socket);
    if (answer?.req.complete) {
      // A whole request that came before it is answered first, and alone.
      answer.once("close", () => endSlowly(socket));
      return;
    }
    if (socket.writable) socket.write(`HTTP/1.1 ${STATUS[error.code ?? ""] ?? "400 Bad Request"}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    endSlowly(socket);
  });
}
