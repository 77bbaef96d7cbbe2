import type { CustomerRecord, OrderRecord } from "../store/model.ts";
import { createCalendar, type Calendar } from "./calendar.ts";
import { buildCatalogue, type CatalogueItem, type Family } from "./catalogue.ts";
import { drawCountry } from "./countries.ts";
import { createDice, type Dice } from "./dice.ts";
import { drawAftermath } from "./draw-aftermath.ts";
import { drawBasket } from "./draw-basket.ts";
import { drawCustomer } from "./draw-customer.ts";
import { drawOrder } from "./draw-order.ts";
import { drawOrderDays, drawSeasonalDay } from "./draw-order-days.ts";
import { demoShop, FIRST_ID, instantOf, type ShopFill } from "./shop-fill.ts";

const TIME_ZONE = "America/New_York";
const DAYS = 730;
/** Orders without an account, for each customer with one. */
const GUESTS = 0.12;
/** What orders are worth, Gamma-Gamma: a budget is Gamma(p, v), v differs between customers as Gamma(q, gamma). */
const SPEND = { p: 5, q: 4, gammaMinor: 4500 };

type Shelves = ReadonlyMap<Family, readonly CatalogueItem[]>;

/** A made-up garden shop over the two years up to yesterday. The same seed on the same day makes the same shop. */
export function generateShop(options: { customers: number; seed: number; now: string }): ShopFill {
  const nowMs = Date.parse(options.now);
  const dice = createDice(options.seed);
  const calendar = createCalendar(nowMs, DAYS, TIME_ZONE);
  const catalogue = buildCatalogue();
  const shelves: Shelves = Map.groupBy(catalogue, (item) => item.family);
  const customers: CustomerRecord[] = [];
  const orders: OrderRecord[] = [];
  for (let index = 0; index < options.customers; index += 1) {
    const own = drawCustomerWithOrders(dice, calendar, shelves, FIRST_ID.customer + index);
    customers.push(own.customer);
    for (const order of own.orders) orders.push(order);
  }
  for (let guest = 0; guest < Math.round(options.customers * GUESTS); guest += 1) orders.push(drawGuestOrder(dice, calendar, shelves));
  const endMs = calendar.instantMs(calendar.days - 1, 24 * 60 - 1);
  return {
    shop: demoShop({ currency: "USD", ianaTimezone: TIME_ZONE, createdAt: instantOf(calendar.instantMs(0, 0)) }),
    customers,
    products: catalogue.map(({ id, title, sku, priceMinor, isGiftCard }) => ({ id, title, sku, priceMinor, isGiftCard })),
    orders: numberByTime(orders).map((order, index) => drawAftermath(dice, order, FIRST_ID.refund + index, endMs)),
  };
}

function drawCustomerWithOrders(dice: Dice, calendar: Calendar, shelves: Shelves, id: number): { customer: CustomerRecord; orders: OrderRecord[] } {
  const instants = drawOrderDays(dice, calendar).map((day) => ({ day, atMs: drawInstant(dice, calendar, day) })).sort((a, b) => a.atMs - b.atMs);
  const customer = drawCustomer(dice, id, instantOf(instants[0]?.atMs ?? 0));
  const scale = drawSpendScale(dice);
  const orders = instants.map(({ day, atMs }, index) =>
    drawOrder(dice, {
      atMs,
      customerId: id,
      countryCode: customer.countryCode ?? drawCountry(dice).code,
      isFirst: index === 0,
      isBlackFridayWeek: calendar.isBlackFridayWeek(day),
      basket: drawBasket(dice, shelves, dice.gamma(SPEND.p, 1) * scale),
    }),
  );
  customer.updatedAt = orders.at(-1)?.createdAt ?? customer.createdAt;
  return { customer, orders };
}

function drawGuestOrder(dice: Dice, calendar: Calendar, shelves: Shelves): OrderRecord {
  const day = drawSeasonalDay(dice, calendar);
  return drawOrder(dice, {
    atMs: drawInstant(dice, calendar, day),
    customerId: null,
    countryCode: drawCountry(dice).code,
    isFirst: true,
    isBlackFridayWeek: calendar.isBlackFridayWeek(day),
    basket: drawBasket(dice, shelves, dice.gamma(SPEND.p, 1) * drawSpendScale(dice)),
  });
}

/** 1 / v in minor units: a customer's average budget is p of it. */
function drawSpendScale(dice: Dice): number {
  return SPEND.gammaMinor / dice.gamma(SPEND.q, 1);
}

/** Shopping hours: few before breakfast, most in the evening. */
function drawInstant(dice: Dice, calendar: Calendar, day: number): number {
  const minuteOfDay = Math.min(24 * 60 - 1, 7 * 60 + Math.floor(dice.beta(2.2, 1.6) * 17 * 60));
  return calendar.instantMs(day, minuteOfDay) + dice.whole(0, 59) * 1000;
}

/** Ids and names as a shop gives them: counted from the first order on. */
function numberByTime(orders: OrderRecord[]): OrderRecord[] {
  let lineId: number = FIRST_ID.line;
  return orders
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0))
    .map((order, index) => ({
      ...order,
      id: FIRST_ID.order + index,
      name: `#${1001 + index}`,
      lines: order.lines.map((line) => ({ ...line, id: lineId++ })),
    }));
}
