import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { openDatabase } from "#app/db/database.server.ts";
import { answerReady } from "#app/ops/answer-ops.server.ts";
import { useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();
const opened: Server[] = [];
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of opened.splice(0)) server.close();
});

/** What takes connections where a database should be. */
async function portOf(answer: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.add(socket);
    answer(socket);
  });
  opened.push(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

async function readiness(port: number): Promise<[status: number, text: string]> {
  const db = openDatabase(`postgres://app:secret-word@127.0.0.1:${port}/app`);
  const answer = await answerReady({ db });
  return [answer.status, await answer.text()];
}

it("a process whose database answers is ready", async () => {
  expect((await answerReady({ db: test.db })).status).toBe(200);
});

it.each<[string, (socket: Socket) => void, RegExp]>([
  ["closes the connection", (socket) => socket.end(), /^not ready: the database: /],
  ["takes the connection and says nothing", () => {}, /^not ready: the database: no answer within 2000 ms$/],
])("a process whose database %s is not, and says so within seconds", async (_, answer, said) => {
  const [status, text] = await readiness(await portOf(answer));
  expect([status, text]).toEqual([503, expect.stringMatching(said)]);
  expect(text).not.toContain("secret-word");
});

it("a process whose database is gone is not", async () => {
  const port = await portOf(() => {});
  await new Promise((done) => opened.splice(0)[0]!.close(done));
  expect(await readiness(port)).toEqual([503, expect.stringMatching(/^not ready: the database: /)]);
});
