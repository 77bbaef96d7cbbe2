import type { LineItemRecord, OrderRecord, PaymentState } from "../store/model.ts";
import { requireCountry } from "./countries.ts";
import type { Dice } from "./dice.ts";
import type { BasketItem } from "./draw-basket.ts";
import { instantOf } from "./shop-fill.ts";

type OrderSeed = { atMs: number; customerId: number | null; countryCode: string; isFirst: boolean; isBlackFridayWeek: boolean; basket: BasketItem[] };

const CHANNELS = [
  { sourceName: "web", utmSource: null, utmCampaign: null, share: 34 },
  { sourceName: "web", utmSource: "google", utmCampaign: "brand-search", share: 18 },
  { sourceName: "web", utmSource: "instagram", utmCampaign: "before-and-after", share: 10 },
  { sourceName: "web", utmSource: "newsletter", utmCampaign: "monday-letter", share: 12 },
  { sourceName: "pos", utmSource: null, utmCampaign: null, share: 12 },
  { sourceName: "iphone", utmSource: null, utmCampaign: null, share: 9 },
  { sourceName: "android", utmSource: null, utmCampaign: null, share: 5 },
];
const PAYMENTS: readonly { state: PaymentState; share: number }[] = [
  { state: "PAID", share: 972 }, { state: "PENDING", share: 10 }, { state: "AUTHORIZED", share: 5 },
  { state: "PARTIALLY_PAID", share: 4 }, { state: "VOIDED", share: 6 }, { state: "EXPIRED", share: 3 },
];
const FREE_SHIPPING_FROM = 6000;
const SHIPPING = 695;

/** An order without its ids, name and refunds: those follow once all orders stand in the order of time. */
export function drawOrder(dice: Dice, seed: OrderSeed): OrderRecord {
  const country = requireCountry(seed.countryCode);
  const channel = dice.weighted(CHANNELS, ({ share }) => share);
  const discount = drawDiscount(dice, seed);
  const lines = seed.basket.map((entry) => lineOf(entry, discount.rate, country.taxRate, country.taxesIncluded));
  const goodsMinor = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor - line.discountMinor, 0);
  const taxMinor = lines.reduce((sum, line) => sum + line.taxMinor, 0);
  const inPerson = channel.sourceName === "pos";
  const onlyGiftCards = lines.every((line) => line.isGiftCard);
  const shippingMinor = inPerson || onlyGiftCards || goodsMinor >= FREE_SHIPPING_FROM ? 0 : SHIPPING;
  const tipMinor = inPerson && dice.chance(0.05) ? 300 : 0;
  const payment = dice.weighted(PAYMENTS, ({ share }) => share).state;
  const totalMinor = goodsMinor + (country.taxesIncluded ? 0 : taxMinor) + shippingMinor + tipMinor;
  const createdAt = instantOf(seed.atMs);
  return {
    id: 0,
    name: "",
    customerId: seed.customerId,
    createdAt,
    processedAt: createdAt,
    updatedAt: createdAt,
    cancelledAt: null,
    test: dice.chance(0.005),
    payment,
    receivedMinor: payment === "PAID" ? totalMinor : payment === "PARTIALLY_PAID" ? Math.floor(totalMinor / 2) : 0,
    taxesIncluded: country.taxesIncluded,
    shippingMinor,
    tipMinor,
    subtotalAdjustmentMinor: 0,
    unallottedTaxMinor: 0,
    sourceName: channel.sourceName,
    utmSource: channel.utmSource,
    utmCampaign: channel.utmCampaign,
    countryCode: country.code,
    discountCode: discount.code,
    lines,
    refunds: [],
  };
}

function drawDiscount(dice: Dice, seed: OrderSeed): { code: string | null; rate: number } {
  if (seed.isBlackFridayWeek && dice.chance(0.7)) return { code: "BLACKFRIDAY", rate: 0.25 };
  if (seed.isFirst && dice.chance(0.3)) return { code: "WELCOME10", rate: 0.1 };
  if (dice.chance(0.06)) return { code: "THANKYOU15", rate: 0.15 };
  return { code: null, rate: 0 };
}

function lineOf({ item, quantity }: BasketItem, discountRate: number, taxRate: number, taxesIncluded: boolean): LineItemRecord {
  const grossMinor = quantity * item.priceMinor;
  const discountMinor = item.isGiftCard ? 0 : Math.round(grossMinor * discountRate);
  const netMinor = grossMinor - discountMinor;
  // A gift card is money in another form: taxed when it is spent.
  const rate = item.isGiftCard ? 0 : taxRate;
  const taxMinor = Math.round(taxesIncluded ? (netMinor * rate) / (1 + rate) : netMinor * rate);
  const { id: productId, title, sku, priceMinor: unitPriceMinor, isGiftCard } = item;
  return { id: 0, productId, title, sku, quantity, removedQuantity: 0, unitPriceMinor, discountMinor, taxMinor, isGiftCard };
}
