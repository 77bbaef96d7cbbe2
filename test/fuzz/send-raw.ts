import { once } from "node:events";
import { connect } from "node:net";

/** Far more than the door takes for anything. */
const PATIENCE_MS = 30_000;

/**
 * Writes bytes to a port as they are, whatever HTTP says about them.
 *
 * @param hangUp leave as soon as they are written
 * @returns the answer's status; null where there was none to be heard
 */
export async function sendRaw(port: number, parts: Iterable<Uint8Array>, { hangUp }: { hangUp: boolean }): Promise<number | null> {
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  let late = false;
  socket.setTimeout(PATIENCE_MS, () => {
    late = true;
    socket.destroy();
  });
  socket.on("data", (chunk) => (heard += chunk.toString("latin1")));
  // Who has been answered before the end of what it says finds the connection closed.
  socket.on("error", () => {});
  const closed = new Promise<void>((done) => socket.once("close", () => done()));
  for (const part of parts) {
    if (!socket.writable || heard !== "") break;
    if (!socket.write(part)) await Promise.race([once(socket, "drain").catch(() => {}), closed]);
  }
  if (hangUp) socket.end(() => socket.destroy());
  await closed;
  if (late) throw new Error(`There was no answer within ${PATIENCE_MS / 1000} s`);
  const last = [...heard.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map((it) => Number(it[1])).findLast((status) => status >= 200);
  return last ?? null;
}
