import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { formatEstimate } from "#app/money/format-money.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { type Customer, PATIENCE, seriousFaults, useAdmin } from "./in-the-admin.ts";
import { useStack } from "./stack.ts";

const stack = useStack(useTestDatabase(), { kind: "generated", customers: 3000 });
const admin = useAdmin(stack);

async function findCustomer(...tags: string[]): Promise<Customer> {
  const found = (await admin.customersInShopify()).find((it) => tags.every((tag) => it.tags.includes(tag)));
  if (!found) throw new Error(`No customer has ${tags.join(" and ")}.`);
  return found;
}

const shownTags = () => admin.page.locator("[data-testid=customer-tags] [data-tag]").evaluateAll((all) => all.map((it) => it.getAttribute("data-tag")).sort());

describe("a merchant's first hour", { timeout: 120_000 }, () => {
  it("opens the app in the admin, sees the backfill, then what the customers are worth", async () => {
    const app = await admin.openApp();
    await app.locator("[data-testid^=progress-]").first().waitFor();
    await app.getByTestId("total-lifetime-value").waitFor();
    const scored = (await admin.customersInShopify()).filter((it) => !it.dataSaleOptOut).length.toLocaleString("en");
    expect(await app.getByTestId("total-customers").innerText()).toContain(scored);
    // Of so many customers at once the app asks first.
    await app.getByTestId("waiting-write").getByRole("button", { name: "Write them" }).click();
    await app.getByTestId("last-write").getByText(`${scored} customers`).waitFor();
    await app.getByTestId("sources").locator("summary").first().click();
    expect(await app.getByTestId("order-totals").innerText()).toContain(`Counted, by ${3000 - Number(scored.replace(",", ""))} customers who do not want to be sorted`);
    await app.getByTestId("measures").waitFor();
    expect(await seriousFaults(app)).toEqual([]);
    // The yes above chose the tags; what else is left to do is in the guide, until it is put away.
    expect(await app.getByTestId("setup-choose-tags").getAttribute("data-done")).toBe("true");
    await app.getByTestId("setup-check-number").getByRole("button", { name: "Mark as done" }).click();
    await app.getByText("4 of 5 steps done").waitFor();
    await app.getByRole("button", { name: "Hide for now" }).click();
    await app.getByRole("button", { name: "Show the set-up guide" }).waitFor();
    await admin.page.setViewportSize({ width: 360, height: 780 });
    for (const summary of await app.locator("summary:visible").all()) await summary.click();
    expect(await seriousFaults(app)).toEqual([]);
    expect(await app.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  it("finds one value tag and one stage tag on every customer who does not object, beside the tags that were there", async () => {
    const customers = await admin.customersInShopify();
    expect(customers).toHaveLength(3000);
    expect(customers.filter((it) => it.dataSaleOptOut).length).toBeGreaterThan(10);
    for (const { tags, dataSaleOptOut } of customers) {
      expect(tags.filter((tag) => tag.startsWith("clv:value-"))).toHaveLength(dataSaleOptOut ? 0 : 1);
      expect(tags.filter((tag) => tag.startsWith("clv:stage-"))).toHaveLength(dataSaleOptOut ? 0 : 1);
    }
    expect(customers.some(({ tags }) => tags.includes("newsletter"))).toBe(true);
  });

  it("walks from the list to a customer, sees why, and the same tags on Shopify's own page", async () => {
    const app = await admin.openApp("/customers");
    await app.locator("table tbody a").first().waitFor();
    expect(await seriousFaults(app)).toEqual([]);
    await app.locator("table tbody a").first().click();
    await app.getByTestId("lifetime-value").waitFor();
    expect(await seriousFaults(app)).toEqual([]);
    const tags = await app.getByTestId("segments").innerText();
    expect(tags).toContain("clv:value-vip");
    expect(await app.getByTestId("ledger-order").count()).toBeGreaterThan(0);
    const id = /customers\/(\d+)/.exec(admin.page.url())?.[1];
    await admin.page.goto(admin.address(`/customers/${id}`));
    await expect.poll(shownTags, PATIENCE).toContain("clv:value-vip");
  });

  it("answers why a customer is VIP, from a view of its own, which it also takes along as a file", async () => {
    const app = await admin.openApp("/customers?tier=vip&stage=at-risk%2Clapsed&min=10000&dir=asc");
    const rows = app.locator("table tbody tr");
    await rows.first().waitFor();
    // All are VIPs at the top of either list: who is first there tells them apart.
    const firstOnList = () => rows.first().locator("a").first().getAttribute("href");
    const leastOfView = await firstOnList();
    await app.getByRole("button", { name: "Save as" }).click();
    await app.getByLabel("Name", { exact: true }).fill("To be called");
    expect(await seriousFaults(app)).toEqual([]);
    await app.getByRole("button", { name: "Save", exact: true }).click();
    // Until it stands, the list as it is counts as All narrowed, and All is where one is already.
    await app.getByRole("tab", { name: "To be called" }).waitFor();
    await app.getByRole("tab", { name: "All", exact: true }).click();
    await app.getByText("Lifetime value: from $100.00").waitFor({ state: "detached" });
    await expect.poll(firstOnList, PATIENCE).not.toBe(leastOfView);
    await app.getByRole("tab", { name: "To be called" }).click();
    await expect.poll(firstOnList, PATIENCE).toBe(leastOfView);
    await expect.poll(async () => [...new Set(await rows.locator("td:nth-child(2)").allInnerTexts())], PATIENCE).toEqual(["Value tier\nVIP"]);
    const shown = await rows.locator("a").evaluateAll((links) => links.map((link) => /\d+/.exec(link.getAttribute("href")!)![0]));

    const download = admin.page.waitForEvent("download");
    await app.getByRole("button", { name: "Export as CSV" }).click();
    const [head, ...lines] = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\n");
    expect(head).toMatch(/^Customer ID,Tags,.*,E-mail,Phone$/);
    expect(lines.map((line) => line.split(",")[0]).slice(0, shown.length)).toEqual(shown);
    expect(lines.filter((line) => line.includes("@") && !line.includes(",SUBSCRIBED,"))).toEqual([]);

    await rows.first().locator("a").click();
    const why = await app.getByTestId("segments").innerText();
    expect(why).toMatch(/The lifetime value of \$[\d,.]+ reaches \$[\d,.]+, where the top 5% of customers begin/);
    expect(await app.getByTestId("rhythm").innerText()).toMatch(/The last one was \d+ days ago|no rhythm of their own yet/);
    expect(await app.getByTestId("timeline").innerText()).toContain("Last written to Shopify: clv:value-vip");
    for (const summary of await app.locator("summary").all()) await summary.click();
    await admin.page.setViewportSize({ width: 360, height: 780 });
    expect(await seriousFaults(app)).toEqual([]);
    expect(await app.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const phone = await admin.openApp("/customers?tier=vip&from=2025-01-01&country=SE");
    await phone.getByRole("button", { name: "Save as" }).waitFor();
    expect(await seriousFaults(phone)).toEqual([]);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  it("asks how sure the numbers are, has them computed again, and follows one step by step", async () => {
    const app = await admin.openApp();
    await app.getByText("see why").click();
    await app.getByTestId("verdict-proven").waitFor();
    expect(await app.getByTestId("tenths").locator("svg[role=img]").getAttribute("aria-label")).toMatch(/^Of the best tenth \$/);
    for (const summary of await app.locator("summary").all()) await summary.click();
    expect(await seriousFaults(app)).toEqual([]);
    await admin.page.setViewportSize({ width: 360, height: 780 });
    expect(await seriousFaults(app)).toEqual([]);
    expect(await app.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const runs = app.getByTestId("history").locator("tbody tr");
    expect(await runs.count()).toBe(1);
    await app.getByRole("button", { name: "Recompute now" }).click();
    await expect.poll(() => runs.count(), PATIENCE).toBe(2);

    const list = await admin.openApp("/customers");
    const address = await list.locator("a[href*='/customers/']").nth(7).getAttribute("href");
    const customer = await admin.openApp(`/customers/${/\d+/.exec(address!)![0]}`);
    const result = await customer.getByTestId("calculation-result").innerText();
    const stored = /^Result: (\$[\d,]+\.\d\d), the predicted value above\.$/.exec(result)![1]!;
    expect(await customer.getByTestId("predicted-value").innerText()).toContain(`\n${formatEstimate(Number(stored.replace(/\D/g, "")), "USD", "en")}\n`);
    for (const summary of await customer.locator("summary").all()) await summary.click();
    expect(await customer.getByTestId("parameters").innerText()).toContain("alpha (days)");
    expect(await seriousFaults(customer)).toEqual([]);

    const asOf = customer.getByTestId("as-of");
    await asOf.getByRole("combobox").selectOption({ index: 1 });
    await asOf.getByText("edits since then are in it").waitFor();
    // That run was of the same day.
    expect(await asOf.innerText()).toContain(`Predicted value\n${stored}`);
    expect(await seriousFaults(customer)).toEqual([]);
  });

  it("sees value and tags change when the customer orders, and change back when the order is refunded", async () => {
    const customer = await findCustomer("clv:value-low", "clv:stage-lost");
    const valueOf = async (key: string) =>
      (await admin.customersInShopify()).find((it) => it.id === customer.id)?.metafields.find((it) => it.key === key)?.value;
    const before = { historic: await valueOf("historic_value"), lifetime: await valueOf("lifetime_value"), tags: customer.tags };

    await admin.page.goto(`${stack.origin}/storefront?customer=${customer.id}`);
    for (let item = 0; item < 12; item += 1) {
      await admin.page.locator("[data-product] [data-testid=add-to-cart]").nth(item % 6).click();
    }
    await admin.page.getByTestId("place-order").click();
    await admin.page.getByTestId("to-order").waitFor();
    const orderPage = await admin.page.getByTestId("to-order").getAttribute("href");

    await admin.page.goto(admin.address(`/customers/${customer.id}`));
    await expect.poll(shownTags, PATIENCE).toContain("clv:stage-active");
    expect(await shownTags()).not.toContain("clv:stage-lost");
    await expect.poll(() => valueOf("historic_value"), PATIENCE).not.toBe(before.historic);
    expect(Number(await valueOf("lifetime_value"))).toBeGreaterThan(Number(before.lifetime));

    await admin.page.goto(new URL(orderPage!, stack.origin).href);
    await admin.page.getByTestId("refund-all").click();
    await admin.page.goto(admin.address(`/customers/${customer.id}`));
    await expect.poll(shownTags, PATIENCE).toEqual([...before.tags].sort());
    await expect.poll(() => valueOf("historic_value"), PATIENCE).toBe(before.historic);
    expect(await valueOf("lifetime_value")).toBe(before.lifetime);
  });
});
