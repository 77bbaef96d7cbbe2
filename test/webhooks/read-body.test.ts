import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { readBody } from "#app/read-body.server.ts";

const MEGABYTE = 1024 * 1024;

/** So many chunks, and then nothing until it is let go. */
function slowBody(chunks: number, chunk: Uint8Array) {
  const { promise: letGo, resolve: end } = Promise.withResolvers<void>();
  async function* body() {
    for (let sent = 0; sent < chunks; sent += 1) yield chunk;
    await letGo;
  }
  return { answer: readBody(null, body()), end };
}

async function* short(bytes: number) {
  yield Buffer.alloc(bytes);
}

it("bodies hold so much memory at one time and no more, and those of a usual size are always taken", async () => {
  const slow = Array.from({ length: 40 }, () => slowBody(62, Buffer.alloc(64 * 1024)));
  const answers: unknown[] = [];
  for (const { answer } of slow) void answer.then((it) => answers.push(it));
  await turn();
  // Each of the others holds nearly four megabytes, beyond its first part.
  expect(answers).toEqual(Array.from({ length: 40 - 16 }, () => "no room"));
  expect(await readBody(null, short(60 * 1024))).toHaveLength(60 * 1024);
  expect(await readBody(null, short(3 * MEGABYTE))).toBe("no room");
  for (const { end } of slow) end();
  expect(await Promise.all(slow.map(({ answer }) => answer)).then((all) => all.filter((it) => it !== "no room"))).toHaveLength(16);
  expect(await readBody(null, short(3 * MEGABYTE))).toHaveLength(3 * MEGABYTE);
});

it("a body that comes byte by byte counts for what it holds", async () => {
  const one = slowBody(MEGABYTE, Buffer.alloc(1));
  expect(await one.answer).toBe("no room");
  expect(await readBody(null, short(3 * MEGABYTE))).toHaveLength(3 * MEGABYTE);
});

it("room comes back from whoever leaves in the middle", async () => {
  for (let time = 0; time < 30; time += 1) {
    const leave = async function* () {
      yield Buffer.alloc(3 * MEGABYTE);
      throw new Error("gone");
    };
    await expect(readBody(null, leave())).rejects.toThrow("gone");
  }
  expect(await readBody(null, short(3 * MEGABYTE))).toHaveLength(3 * MEGABYTE);
});
