import type { Server } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** How much is still read, and for how long, of whoever has been answered before the end of what they send. */
const LINGER_BYTES = 16 * 1024 * 1024;
const LINGER_MS = 5000;
const BETWEEN_LOOKS_MS = 100;

/**
 * Ends a connection so that its last answer is heard: its own half alone, while what still comes is read and thrown
 * away. What arrives at a connection that has ended is answered with a reset, which discards the answer on its way.
 */
export function endSlowly(socket: Duplex): void {
  if (socket.destroyed) return;
  socket.end();
  socket.resume();
  const bytesRead = () => (socket instanceof Socket ? socket.bytesRead : 0);
  const [begin, before] = [performance.now(), bytesRead()];
  const watch = setInterval(() => {
    if (performance.now() - begin > LINGER_MS || bytesRead() - before > LINGER_BYTES) socket.destroy();
  }, BETWEEN_LOOKS_MS);
  socket.once("close", () => clearInterval(watch));
}

/** For every connection that Node ends after an answer, its own to a request without a host among them. */
export function endConnectionsSlowly(server: Server): void {
  server.on("connection", (socket: Socket) => {
    socket.destroySoon = () => endSlowly(socket);
  });
}
