import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { pipeline, type Duplex } from "node:stream";

/** Joins a WebSocket to the app's server byte by byte; Vite's hot reload needs it while developing. */
export function passUpgrade(appOrigin: string, req: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { hostname, port } = new URL(appOrigin);
  const upstream = connect(Number(port), hostname, () => {
    const lines = [`${req.method} ${req.url} HTTP/1.1`];
    for (let i = 0; i < req.rawHeaders.length; i += 2) lines.push(`${req.rawHeaders[i]}: ${req.rawHeaders[i + 1]}`);
    upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
    upstream.write(head);
    pipeline(socket, upstream, socket, () => {});
  });
  upstream.on("error", () => socket.destroy());
}
