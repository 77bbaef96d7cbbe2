import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFaults } from "#sandbox/faults/create-faults.ts";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import { asApp, startBox } from "../box.ts";

const faultsOf = (seed: number, ...rules: object[]) => createFaults({ seed, rules });

/** Which of so many requests are struck. */
function pattern(seed: number, rule: object, requests = 200): string {
  const faults = faultsOf(seed, rule);
  return Array.from({ length: requests }, () => (faults.strike(["request", "graphql"], ["TagsAdd"]) ? "x" : ".")).join("");
}

describe("a fault's rule", () => {
  it.each([
    ["an unknown kind", { kind: "earthquake", next: 1 }, /kind/],
    ["a probability above 1", { kind: "slow", probability: 1.5 }, /probability/],
    ["a probability below 0", { kind: "slow", probability: -0.1 }, /<?probability/],
    ["neither a probability nor a number", { kind: "slow" }, /one of `probability` and `next`/],
    ["both", { kind: "slow", probability: 1, next: 1 }, /one of `probability` and `next`/],
    ["no next one", { kind: "slow", next: 0 }, /next/],
    ["half a request", { kind: "slow", next: 1.5 }, /next/],
    ["an amount out of range", { kind: "server-error", next: 1, amount: 404 }, /HTTP status\) is a whole number from 500 to 599, not 404/],
    ["an amount that must be whole", { kind: "reordered", next: 1, amount: 1.5 }, /whole number from 1 to 100, not 1.5/],
    ["an amount where none is taken", { kind: "dropped", next: 1, amount: 3 }, /takes no amount; 3 is given/],
    ["a topic that nobody sends", { kind: "dropped", next: 1, matching: "orders/paid/twice" }, /"orders\/paid\/twice" is none of orders\/create/],
    ["a misspelt field", { kind: "dropped", next: 1, topic: "orders/paid" }, /topic/],
  ])("with %s is refused", (_, rule, message) => {
    expect(() => faultsOf(1, rule)).toThrow(message);
  });

  it("strikes the next so many that match, after those let through", () => {
    expect(pattern(1, { kind: "slow", next: 2 }, 5)).toBe("xx...");
    expect(pattern(1, { kind: "slow", next: 2, after: 1, matching: "TagsAdd" }, 5)).toBe(".xx..");
    expect(pattern(1, { kind: "slow", next: 2, matching: "OrderById" }, 5)).toBe(".....");
  });

  it("strikes by chance as often as it says, the same ones for the same seed", () => {
    const one = pattern(7, { kind: "slow", probability: 0.25 });
    expect(one).toBe(pattern(7, { kind: "slow", probability: 0.25 }));
    expect(one).not.toBe(pattern(8, { kind: "slow", probability: 0.25 }));
    const struck = one.replaceAll(".", "").length;
    expect(struck).toBeGreaterThan(30);
    expect(struck).toBeLessThan(70);
    expect(pattern(1, { kind: "slow", probability: 0 })).not.toContain("x");
    expect(pattern(1, { kind: "slow", probability: 1 })).not.toContain(".");
  });

  it("counts what it met and what it struck, and the first rule that strikes wins", () => {
    const faults = faultsOf(1, { kind: "slow", next: 1 }, { kind: "answer-lost", next: 5 });
    for (let request = 0; request < 3; request++) faults.strike(["request"], []);
    expect(faults.list()).toMatchObject([
      { kind: "slow", met: 3, struck: 1 },
      { kind: "answer-lost", met: 2, struck: 2 },
    ]);
  });
});

describe("the address /sandbox/faults", () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startBox({ faultSeed: 42, faults: [{ kind: "server-error", next: 1, matching: "shop", amount: 503 }] });
  });

  afterEach(() => sandbox.close());

  async function send(method: string, path = "/sandbox/faults", body?: object) {
    const response = await fetch(sandbox.origin + path, { method, body: body && JSON.stringify(body) });
    return { status: response.status, answer: (await response.json()) as { seed: number; faults: { id: number; kind: string; struck: number }[]; errors?: string } };
  }

  it("tells what is on and how often it struck", async () => {
    const ask = await asApp(sandbox);
    await expect(ask("{ shop { name } }")).rejects.toThrow(); // A server error is no JSON.
    expect((await ask("{ shop { name } }")).data).toEqual({ shop: { name: "Test shop" } });
    expect((await send("GET")).answer).toMatchObject({ seed: 42, faults: [{ id: 1, kind: "server-error", matching: "shop", amount: 503, met: 2, struck: 1 }] });
  });

  it("switches faults on and off", async () => {
    expect((await send("POST", "/sandbox/faults", { kind: "dropped", probability: 0.5, matching: "orders/create" })).answer.faults).toHaveLength(2);
    expect((await send("DELETE", "/sandbox/faults/1")).answer.faults).toMatchObject([{ id: 2, kind: "dropped" }]);
    expect((await send("DELETE")).answer.faults).toEqual([]);
  });

  it("says what is wrong with a request", async () => {
    expect(await send("POST", "/sandbox/faults", { kind: "dropped", probability: 2 })).toMatchObject({ status: 400, answer: { errors: expect.stringContaining("probability") } });
    expect(await send("DELETE", "/sandbox/faults/9")).toMatchObject({ status: 400, answer: { errors: "There is no fault 9 (only: 1)" } });
    expect((await send("PUT")).status).toBe(405);
    expect((await send("GET")).answer.faults).toHaveLength(1);
  });
});
