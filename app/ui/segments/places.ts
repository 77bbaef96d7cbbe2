/** Every place of a definition that a merchant sets, and how what stands there is written on the page. */
export const PLACES = {
  prefix: "name",
  "orderValue.tax": "switch",
  "orderValue.shipping": "switch",
  "value.on": "switch",
  "value.basis": "choice",
  "value.tiers.by": "choice",
  "value.tiers.currency": "name",
  "value.tiers.vip": "border",
  "value.tiers.high": "border",
  "value.tiers.mid": "border",
  "value.fallShare": "percent",
  "value.tagged": "list",
  "value.names.vip": "name",
  "value.names.high": "name",
  "value.names.mid": "name",
  "value.names.low": "name",
  "value.names.negative": "name",
  "stage.on": "switch",
  "stage.newWindowDays": "days",
  "stage.rule.activeUpToCycles": "times",
  "stage.rule.atRiskUpToCycles": "times",
  "stage.rule.lapsedUpToCycles": "times",
  "stage.rule.lostBeyondCycles": "times",
  "stage.rule.activeFromAlive": "percent",
  "stage.rule.lostBelowAlive": "percent",
  "stage.rule.shopGapWeight": "orders",
  "stage.rule.shortestCycleDays": "days",
  "stage.tagged": "list",
  "stage.names.new": "name",
  "stage.names.active": "name",
  "stage.names.at-risk": "name",
  "stage.names.lapsed": "name",
  "stage.names.lost": "name",
  smallestSegment: "customers",
  shopifySegments: "switch",
  metafields: "list",
  "horizon.horizonDays": "days",
  "horizon.annualDiscountRate": "percent",
} as const;

export type Place = keyof typeof PLACES;
type PlaceOf<Kind> = { [P in Place]: (typeof PLACES)[P] extends Kind ? P : never }[Place];

export type SwitchPlace = PlaceOf<"switch">;
export type ChoicePlace = PlaceOf<"choice">;
export type BorderPlace = PlaceOf<"border">;
export type ListPlace = PlaceOf<"list">;
/** Where the merchant types; the currency is the shop's. */
export type TypedPlace = Exclude<PlaceOf<"name" | "border" | "percent" | "days" | "times" | "orders" | "customers">, "value.tiers.currency">;

/** Stored changes may name places of another version of the app. */
export function isPlace(text: string): text is Place {
  return Object.hasOwn(PLACES, text);
}

export function isListPlace(text: string): text is ListPlace {
  return isPlace(text) && PLACES[text] === "list";
}
