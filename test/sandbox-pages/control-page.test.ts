import { describe, expect, it } from "vitest";
import { ensureInstalled } from "#sandbox/auth/install-app.ts";
import { ORDER_AT, usePages } from "./use-pages.ts";

const { shop, read, submit } = usePages();

describe("the control page", () => {
  it("moves the clock forward only", async () => {
    const before = shop().clock.offsetMs();
    await submit("/store/green-shop/sandbox/clock", { amount: "3", unit: "days" });
    await submit("/store/green-shop/sandbox/clock", { amount: "2", unit: "hours" });
    expect(shop().clock.offsetMs() - before).toBe((3 * 24 + 2) * 3_600_000);
    expect(await submit("/store/green-shop/sandbox/clock", { amount: "-3", unit: "days" })).toMatchObject({ status: 422 });
  });

  it("shows what the app may do, what was sent to it and how it went", async () => {
    expect(await read("/store/green-shop/sandbox")).toContain("The app is not installed");
    ensureInstalled(shop());
    await submit(`${ORDER_AT}/refund-all`, {});
    await shop().webhooks.idle();
    const page = await read("/store/green-shop/sandbox");
    for (const shown of ["write_customers", "refunds/create", "Delivered"]) expect(page).toContain(shown);
  });

  it("switches faults on, shows how often they struck, and switches them off", async () => {
    const control = "/store/green-shop/sandbox";
    expect(await read(control)).toContain("None: everything works as it should.");
    ensureInstalled(shop());
    await submit(`${control}/faults`, { kind: "dropped", matching: "refunds/create", mode: "next", number: "2" });
    await submit(`${control}/faults`, { kind: "delayed", matching: "", mode: "percent", number: "12.5", amount: "6" });
    expect(shop().faults.list()).toMatchObject([
      { kind: "dropped", matching: "refunds/create", when: { next: 2 } },
      { kind: "delayed", matching: null, when: { probability: 0.125 }, amount: 6 },
    ]);
    await submit(`${ORDER_AT}/refund-all`, {});
    await shop().webhooks.idle();
    const page = await read(control);
    for (const shown of ["the next 1", "1</span> of 1", "12.5 % of them · hours: 6", '<span class="badge dropped">Dropped</span>']) expect(page).toContain(shown);
    await submit(`${control}/faults/1/remove`, {});
    expect(shop().faults.list()).toMatchObject([{ kind: "delayed" }]);
    await submit(`${control}/faults/clear`, {});
    expect(await read(control)).toContain("None: everything works as it should.");
  });

  it("refuses faults that are none, and says why", async () => {
    const answer = await submit("/store/green-shop/sandbox/faults", { kind: "dropped", mode: "percent", number: "101" });
    expect(answer).toMatchObject({ status: 422 });
    expect(await submit("/store/green-shop/sandbox/faults", { kind: "slow", mode: "next", number: "many" })).toMatchObject({ status: 422 });
    expect(shop().faults.list()).toEqual([]);
  });

  it("says what the app is approved for, and changes it", async () => {
    await submit("/store/green-shop/sandbox/approval", { level: "LEVEL_1" });
    expect(shop().approval.level()).toBe("LEVEL_1");
    expect(await read("/store/green-shop/sandbox")).toContain('<option value="LEVEL_1" selected>');
    expect(await submit("/store/green-shop/sandbox/approval", { level: "LEVEL_3" })).toMatchObject({ status: 422 });
  });
});
