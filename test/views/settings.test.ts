import { beforeEach, expect, it } from "vitest";
import { noteAccess } from "#app/customers/note-access.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { changeDefinition } from "#app/segments/change-definition.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { changeWriteSettings } from "#app/tags/change-write-settings.server.ts";
import { viewDataRequest } from "#app/views/data-request.view.server.ts";
import { parseLooksWanted } from "#app/views/looks-wanted.ts";
import { viewSettings } from "#app/views/settings.view.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { NOW, type ScoredShop, startWithTwo } from "./scored-shop.ts";

const test = useTestDatabase();
let shop: ScoredShop;
let other: ScoredShop;

beforeEach(async () => {
  ({ shop, other } = await startWithTwo(test));
});

const deps = () => ({ db: test.db, clock: () => NOW });
const view = (address = "", it: { id: bigint } = shop) =>
  viewSettings(deps(), { id: it.id, currency: "EUR" }, parseLooksWanted(new URLSearchParams(address)));

it("shows what the shop has chosen, its defaults at first", async () => {
  expect(await view()).toMatchObject({ definition: DEFAULT_DEFINITION, grossMargin: null });
  const draft = { ...DEFAULT_DEFINITION, horizon: { horizonDays: 180, annualDiscountRate: 0.05 } };
  await changeDefinition(deps(), { id: shop.id, currency: "EUR" }, { draft, version: 0, staffId: "7" });
  await test.db.prisma.shop.update({ where: { id: shop.id }, data: { grossMargin: 0.45 } });
  expect(await view()).toMatchObject({ definition: draft, grossMargin: 0.45 });
  expect(await view("", other)).toMatchObject({ definition: DEFAULT_DEFINITION, grossMargin: null });
});

it("lists data requests without their answers, and gives an answer to its own shop only", async () => {
  const answer = { held: { orders: [{ name: "#1001" }] }, products: [] };
  const { id } = await withShop(test.db, shop.id, (tx) =>
    tx.dataRequest.create({ data: { shopId: shop.id, customerId: 77n, requestedAt: NOW, answer } }),
  );
  expect((await view()).dataRequests).toEqual([{ id: String(id), customerId: "77", requestedAt: NOW.toISOString() }]);
  expect(await viewDataRequest(test.db, shop.id, id)).toEqual({ customerId: 77n, requestedAt: NOW, answer });
  expect(await viewDataRequest(test.db, other.id, id)).toBeNull();
  expect((await view("", other)).dataRequests).toEqual([]);
});

it("says by which rules is written, and what is left alone", async () => {
  expect((await view()).writeRules).toEqual({ settings: { handChanges: "restore", capPercent: 20, capCustomers: 1000 }, leftAlone: 0 });
  const change = { shopId: shop.id, customerId: 5n, noticedAt: NOW, kept: [], added: [] };
  await withShop(test.db, shop.id, (tx) =>
    tx.handChange.createMany({ data: [{ ...change, dimension: "value", leftAlone: true }, { ...change, dimension: "stage", leftAlone: false }] }),
  );
  await changeWriteSettings({ db: test.db }, shop.id, { handChanges: "respect", capPercent: 5 });
  expect((await view()).writeRules).toEqual({ settings: { handChanges: "respect", capPercent: 5, capCustomers: 1000 }, leftAlone: 1 });
});

it("counts who objects, by what they object to", async () => {
  await withShop(test.db, shop.id, (tx) =>
    tx.customerOptOut.createMany({ data: [1n, 2n].map((customerId) => ({ shopId: shop.id, customerId, kind: "sale-of-data", since: NOW })) }),
  );
  expect((await view()).optOuts).toEqual([{ kind: "sale-of-data", customers: 2 }, { kind: "automated-decisions", customers: 0 }]);
});

it("shows who looked, the newest first, to and fro by pages", async () => {
  expect((await view()).looks).toEqual({ customerId: null, looks: [], hasNewer: false, hasOlder: false });
  for (let customer = 1n; customer <= 45n; customer++) await noteAccess(deps(), shop.id, { staffId: "7", what: "customer", customerId: customer });
  await noteAccess(deps(), other.id, { staffId: undefined, what: "data-export" });
  const customers = ({ looks }: Awaited<ReturnType<typeof view>>["looks"]) => looks.map(({ customerId }) => Number(customerId));
  const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

  const first = (await view()).looks;
  expect(customers(first)).toEqual(down(45, 26));
  expect(first).toMatchObject({ hasNewer: false, hasOlder: true });
  const second = (await view(`older=${first.looks.at(-1)!.id}`)).looks;
  expect(customers(second)).toEqual(down(25, 6));
  expect(second).toMatchObject({ hasNewer: true, hasOlder: true });
  const third = (await view(`older=${second.looks.at(-1)!.id}`)).looks;
  expect(customers(third)).toEqual(down(5, 1));
  expect(third).toMatchObject({ hasNewer: true, hasOlder: false });
  expect((await view(`newer=${third.looks[0]!.id}`)).looks).toEqual(second);
  expect((await view(`newer=${second.looks[0]!.id}`)).looks).toEqual({ ...first, hasOlder: true });
  expect((await view("older=x")).looks).toEqual(first);
  expect((await view("customer=x")).looks).toEqual(first);
  expect((await view("", other)).looks.looks).toEqual([{ id: expect.any(String), at: NOW.toISOString(), staffId: null, what: "data-export", customerId: null }]);
});

it("shows who looked at one customer alone, by pages, too", async () => {
  for (let look = 0; look < 23; look++) {
    await noteAccess(deps(), shop.id, { staffId: String(look), what: "customer", customerId: 7n });
    await noteAccess(deps(), shop.id, { staffId: "1", what: "customer", customerId: 70n });
    await noteAccess(deps(), shop.id, { staffId: "1", what: "customer-list" });
  }
  await noteAccess(deps(), other.id, { staffId: "1", what: "customer", customerId: 7n });
  const first = (await view("customer=7")).looks;
  const staff = ({ looks }: typeof first) => looks.map(({ staffId }) => Number(staffId));
  expect(first).toMatchObject({ customerId: "7", hasNewer: false, hasOlder: true });
  expect(first.looks.every(({ customerId }) => customerId === "7")).toBe(true);
  expect(staff(first)).toEqual(Array.from({ length: 20 }, (_, index) => 22 - index));
  const second = (await view(`customer=7&older=${first.looks.at(-1)!.id}`)).looks;
  expect(staff(second)).toEqual([2, 1, 0]);
  expect((await view(`customer=7&newer=${second.looks[0]!.id}`)).looks).toEqual(first);
  expect((await view("customer=8")).looks).toEqual({ customerId: "8", looks: [], hasNewer: false, hasOlder: false });
});
