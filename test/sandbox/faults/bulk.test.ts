import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import type { Fault } from "#sandbox/faults/create-faults.ts";
import { aCustomer, aLine, anOrder, asApp, type Ask, startBox } from "../box.ts";
import { finished, linesOf, look, startAtOnce, startMutation, startQuery, upload } from "../bulk-client.ts";

const DAY = 24 * 60 * 60 * 1000;
const ORDERS = "{ orders { nodes { id lineItems { nodes { id } } } } }";
const TAGS_ADD = "mutation add($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }";

let sandbox: Sandbox;
let ask: Ask;

beforeEach(async () => {
  sandbox = await startBox();
  ask = await asApp(sandbox);
  const orders = [1, 2, 3].map((id) => anOrder(id, { lines: [aLine(id * 10), aLine(id * 10 + 1)] }));
  await sandbox.store.load({ customers: [aCustomer(1), aCustomer(2)], products: [], orders });
});

afterEach(() => sandbox.close());

function once(kind: string, more: object = {}): Fault {
  return sandbox.faults.add({ kind, next: 1, ...more });
}

const readOrders = async () => finished(ask, await startQuery(ask, ORDERS));

const isParent = (line: Record<string, unknown>) => line["__parentId"] === undefined;

/** The fault struck, and the next operation is whole again. */
async function expectOver(fault: Fault): Promise<void> {
  expect(fault.struck).toBe(1);
  const next = await readOrders();
  expect(next).toMatchObject({ status: "COMPLETED", objectCount: "9", rootObjectCount: "3", partialDataUrl: null });
  expect(await linesOf(next)).toHaveLength(9);
}

describe("a bulk query", () => {
  it.each([
    ["bulk-failed", "FAILED", "INTERNAL_SERVER_ERROR"],
    ["bulk-timed-out", "FAILED", "TIMEOUT"],
    ["bulk-canceled", "CANCELED", null],
  ])("ends midway: %s, with a partial file", async (kind, status, errorCode) => {
    const fault = once(kind, { amount: 4 });
    const operation = await readOrders();
    expect(operation).toMatchObject({ status, errorCode, url: null, objectCount: "4", rootObjectCount: "3" });
    expect(await linesOf({ url: operation.partialDataUrl })).toHaveLength(4);
    await expectOver(fault);
  });

  it("fails before it wrote anything", async () => {
    once("bulk-failed", { amount: 0 });
    expect(await readOrders()).toMatchObject({ status: "FAILED", url: null, partialDataUrl: null, objectCount: "0" });
  });

  it("is done and finds nothing: no file", async () => {
    const fault = once("bulk-empty");
    expect(await readOrders()).toMatchObject({ status: "COMPLETED", errorCode: null, url: null, partialDataUrl: null, objectCount: "0", fileSize: null });
    await expectOver(fault);
  });

  it("is done and its file is gone", async () => {
    const fault = once("bulk-expired");
    expect(await readOrders()).toMatchObject({ status: "EXPIRED", url: null, partialDataUrl: null, objectCount: "9" });
    await expectOver(fault);
  });

  it("has its children at the end", async () => {
    const usual = await linesOf(await readOrders());
    const fault = once("bulk-ungrouped");
    // A batch holds 200 parents: with more, the children of the first ones come long after them.
    await sandbox.store.load({ customers: [], products: [], orders: Array.from({ length: 400 }, (_, at) => anOrder(1000 + at)) });
    const lines = await linesOf(await readOrders());
    expect(lines).toHaveLength(usual.length + 800);
    expect(lines.findIndex((line) => !isParent(line))).toBe(403);
    expect(lines.slice(403).some(isParent)).toBe(false);
    expect(fault.struck).toBe(1);
  });

  it("has a line that is no JSON", async () => {
    const fault = once("bulk-malformed");
    const operation = await readOrders();
    const lines = (await (await fetch(operation.url ?? "")).text()).trim().split("\n");
    const broken = lines.filter((line) => {
      try {
        JSON.parse(line);
        return false;
      } catch {
        return true;
      }
    });
    expect(lines).toHaveLength(9);
    expect(broken).toHaveLength(1);
    expect(operation).toMatchObject({ status: "COMPLETED", objectCount: "9" });
    await expectOver(fault);
  });

  it("is told from a bulk mutation", async () => {
    const fault = once("bulk-failed", { matching: "MUTATION" });
    expect((await readOrders()).status).toBe("COMPLETED");
    expect(fault).toMatchObject({ met: 0, struck: 0 });
  });
});

describe("a bulk mutation", () => {
  it("fails midway: what it did stays done, and only part of it is reported", async () => {
    const fault = once("bulk-failed", { amount: 1 });
    const { path } = await upload(ask, [1, 2].map((id) => JSON.stringify({ id: `gid://shopify/Customer/${id}`, tags: ["x"] })).join("\n"));
    const operation = await finished(ask, await startMutation(ask, TAGS_ADD, path));
    expect(operation).toMatchObject({ status: "FAILED", url: null, objectCount: "1" });
    expect(await linesOf({ url: operation.partialDataUrl })).toHaveLength(1);
    expect([1, 2].map((id) => sandbox.store.customers.require(id).tags)).toEqual([["x"], ["x"]]);
    expect(fault.struck).toBe(1);
  });

  it("takes five at a time, and 100 MB a file", async () => {
    const { path } = await upload(ask, "{}");
    const started = await startAtOnce(ask, 6, `bulkOperationRunMutation(mutation: ${JSON.stringify(TAGS_ADD)}, stagedUploadPath: "${path}")`);
    expect(started.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(["LIMIT_REACHED"]);
    for (const one of started) if (one.bulkOperation) await finished(ask, one);

    const megabyte = Buffer.alloc(1024 * 1024, `${" ".repeat(1023)}\n`);
    const tooLarge = await upload(ask, new Blob([...Array.from({ length: 100 }, () => megabyte), "{}"]));
    expect(tooLarge.status).toBe(400);
    expect((await startMutation(ask, TAGS_ADD, tooLarge.path)).userErrors).toMatchObject([{ code: "NO_SUCH_FILE" }]);
  });
});

describe("the file of a bulk operation", () => {
  it("breaks off in the middle, and the rest can be asked for", async () => {
    const { url } = await readOrders();
    const whole = await (await fetch(url ?? "")).text();
    const fault = once("download-cut");
    const response = await fetch(url ?? "");
    expect(Number(response.headers.get("content-length"))).toBe(whole.length);
    const received: Uint8Array[] = [];
    await expect(async () => {
      for await (const chunk of Readable.fromWeb(response.body as never)) received.push(chunk as Uint8Array);
    }).rejects.toThrow("terminated");
    const got = Buffer.concat(received).toString();
    expect(got).toBe(whole.slice(0, Math.floor(whole.length / 2)));
    const rest = await fetch(url ?? "", { headers: { range: `bytes=${got.length}-` } });
    expect(rest.status).toBe(206);
    expect(rest.headers.get("content-range")).toBe(`bytes ${got.length}-${whole.length - 1}/${whole.length}`);
    expect(got + (await rest.text())).toBe(whole);
    expect((await fetch(url ?? "", { headers: { range: `bytes=${whole.length}-` } })).status).toBe(416);
    expect(fault.struck).toBe(1);
  });

  it("cannot be had: its signed address has expired", async () => {
    const { url } = await readOrders();
    const fault = once("download-expired", { matching: "QUERY" });
    const response = await fetch(url ?? "");
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("<Code>ExpiredToken</Code>");
    expect((await fetch(url ?? "")).status).toBe(200);
    expect(fault.struck).toBe(1);
  });

  it("is kept for seven days", async () => {
    const { id, url } = await readOrders();
    sandbox.clock.advance(7 * DAY - 60_000);
    expect((await fetch(url ?? "")).status).toBe(200);
    sandbox.clock.advance(60_000);
    ask = await asApp(sandbox);
    expect((await fetch(url ?? "")).status).toBe(403);
    expect(await look(ask, id)).toMatchObject({ status: "EXPIRED", url: null });
    const { data } = await ask('{ bulkOperations(first: 5, query: "status:EXPIRED") { nodes { id } } }');
    expect(data).toEqual({ bulkOperations: { nodes: [{ id }] } });
  });
});
