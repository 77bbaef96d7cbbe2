import { connect } from "node:net";
import { text } from "node:stream/consumers";

/** As most clients do: writes everything before it looks for an answer. @returns its first line; or what went wrong before */
export async function sendThenHear(port: number, bytes: Uint8Array): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.write(bytes, () => resolve());
    });
    return (await text(socket)).split("\r\n", 1)[0]!;
  } catch (error) {
    return String(error);
  } finally {
    socket.destroy();
  }
}

export const TOO_LARGE = "HTTP/1.1 413 Payload Too Large";
