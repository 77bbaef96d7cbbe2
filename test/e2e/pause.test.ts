import { describe, expect, it } from "vitest";
import { useTestDatabase } from "../support/test-database.ts";
import { faultsOnPhone, PATIENCE, seriousFaults, useAdmin } from "./in-the-admin.ts";
import { useStack } from "./stack.ts";

const database = useTestDatabase();
const stack = useStack(database, { kind: "generated", customers: 150 });
const admin = useAdmin(stack);

const tell = async (path: string, body: object) => {
  const answer = await fetch(`${stack.origin}${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  expect(answer.ok).toBe(true);
};
const goesWrong = (fault: object) => tell("/sandbox/faults", fault);
const anyProduct = async () => Number((await database.owner.query<{ id: string }>("SELECT id FROM products ORDER BY id LIMIT 1")).rows[0]!.id);
const ordersKnown = async () => (await database.owner.query<{ orders: number }>("SELECT count(*)::int AS orders FROM orders")).rows[0]!.orders;

describe("a merchant who has the app rest", { timeout: 150_000 }, () => {
  it("pauses what is read unasked, gets new orders all the same, and has it go on", async () => {
    await (await admin.openApp()).getByTestId("last-write").getByText("Finished").waitFor();
    const app = await admin.openApp("/activity");
    await app.getByTestId("reconciliations").getByText("Finished").first().waitFor();
    const limits = app.getByTestId("limits");
    await limits.getByText(/^[\d,]+ of [\d,]+$/).waitFor();
    await limits.getByText("Nothing waits for Shopify.").waitFor();

    await app.getByRole("button", { name: "Pause reading" }).click();
    const paused = app.getByTestId("reading-paused");
    await paused.getByText(/^Since .*, by you\.$/).waitFor();
    for (const button of ["Read all orders again", "Compare now"]) expect(await app.getByRole("button", { name: button }).isDisabled()).toBe(true);
    expect(await seriousFaults(app)).toEqual([]);
    expect(await faultsOnPhone(admin.page, app)).toEqual([]);

    const before = await ordersKnown();
    const order = { buyer: { kind: "new", email: "ann@example.com", firstName: "Ann", lastName: "Of Kent", acceptsEmail: false }, lines: [{ productId: await anyProduct(), quantity: 1 }], payment: "PAID" };
    await tell("/sandbox/commands/placeOrder", order);
    await expect.poll(ordersKnown, PATIENCE).toBe(before + 1);

    const home = await admin.openApp();
    await home.getByTestId("reading-paused").waitFor();
    await home.getByRole("button", { name: "Go on reading" }).click();
    await home.getByTestId("reading-paused").waitFor({ state: "detached" });
    const again = await admin.openApp("/activity");
    await again.getByTestId("pause-reading").waitFor();
    await again.getByRole("button", { name: "Read all orders again" }).click();
    const imports = again.getByTestId("imports").locator("tbody tr");
    await expect.poll(() => imports.count(), PATIENCE).toBe(2);
    await imports.first().getByText("Finished").waitFor();
    expect(await ordersKnown()).toBe(before + 1);
  });

  it("sees that Shopify has the app wait, that it does not answer, and that it does again", async () => {
    const app = await admin.openApp("/activity");
    const limits = app.getByTestId("limits");
    const compare = app.getByTestId("reconciliations").getByRole("button", { name: "Compare now" });
    const compareWhile = async (fault: object) => {
      // What is under way would meet with it first.
      await expect.poll(() => compare.isEnabled(), PATIENCE).toBe(true);
      await goesWrong(fault);
      await compare.click();
    };
    await compareWhile({ kind: "too-many-requests", next: 1, amount: 8 });
    await limits.getByText(/asked the app to wait until/).waitFor();
    await limits.getByText("Nothing waits for Shopify.").waitFor();

    await compareWhile({ kind: "slow", next: 1, amount: 8 });
    await limits.getByText(/answers late or not at all/).waitFor();
    expect(await seriousFaults(app)).toEqual([]);
    expect(await faultsOnPhone(admin.page, app)).toEqual([]);
    await limits.getByText("Nothing waits for Shopify.").waitFor();
    expect(await limits.getByText(/answers late/).count()).toBe(0);
  });
});
