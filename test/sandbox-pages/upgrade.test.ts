import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, it } from "vitest";
import { passUpgrade } from "#sandbox/proxy/pass-upgrade.ts";

it("joins the browser's WebSocket to the app's, bytes both ways", async () => {
  const app = createServer();
  app.on("upgrade", (req, socket) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n${req.url} ${req.headers["sec-websocket-key"]};`);
    socket.on("data", (bytes: Buffer) => socket.end(bytes.toString().toUpperCase()));
  });
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  const front = createServer();
  front.on("upgrade", (req, socket, head) => passUpgrade(`http://127.0.0.1:${(app.address() as AddressInfo).port}`, req, socket, head));
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));

  const browser = connect((front.address() as AddressInfo).port, "127.0.0.1");
  browser.write("GET /hmr?token=1 HTTP/1.1\r\nhost: here\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: abc\r\n\r\n");
  let received = "";
  for await (const bytes of browser) {
    received += String(bytes);
    if (received.endsWith("/hmr?token=1 abc;")) browser.write("hello");
  }
  expect(received).toMatch(/^HTTP\/1\.1 101 .*HELLO$/s);
  front.close();
  app.close();
});
