import { minorDigits } from "#app/money/minor-digits.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import type { SegmentDefinition, TierRule } from "#app/segments/definition.ts";
import type { MetafieldKey } from "#app/segments/metafield-keys.ts";
import type { Stage } from "#app/segments/stage.ts";
import { BORDERED_TIERS, type ValueTier } from "#app/segments/value-tier.ts";
import { type ChoicePlace, type ListPlace, type Place, PLACES, type SwitchPlace, type TypedPlace } from "./places.ts";

type Lists = Record<"metafields", MetafieldKey[]> & Record<"value.tagged", ValueTier[]> & Record<"stage.tagged", Stage[]>;

/** A draft as the page holds it: what is typed stays as it was typed until the server judges it. */
export type Form = Record<TypedPlace | ChoicePlace, string> & Record<SwitchPlace, boolean> & Lists;

type FormPlace = keyof Form & Place;

const FORM_PLACES = Object.keys(PLACES).filter((place) => place !== "value.tiers.currency") as FormPlace[];

export function formOf(definition: SegmentDefinition): Form {
  const { tiers } = definition.value;
  const entries = FORM_PLACES.map((place) => [place, written(leafAt(definition, place), place, tiers)]);
  return Object.fromEntries(entries) as Form;
}

/** What the server is asked to judge: numbers where numbers are typed, and otherwise the text, for it to refuse. */
export function draftOf(form: Form, base: SegmentDefinition, currency: string): unknown {
  const draft = structuredClone(base) as object;
  const by = form["value.tiers.by"];
  setLeaf(draft, "value.tiers", by === "amount" ? { by, currency } : { by });
  for (const place of FORM_PLACES) setLeaf(draft, place, read(form[place], place, by === "amount" ? currency : null));
  return draft;
}

/** The form going by shares or by amounts, with borders to begin from. */
export function withTiers(form: Form, tiers: TierRule): Form {
  const borders = BORDERED_TIERS.map((tier) => [`value.tiers.${tier}`, written(tiers[tier], `value.tiers.${tier}`, tiers)]);
  return { ...form, "value.tiers.by": tiers.by, ...(Object.fromEntries(borders) as Partial<Form>) };
}

function written(value: unknown, place: Place, tiers: TierRule): Form[FormPlace] {
  switch (PLACES[place]) {
    case "switch":
      return value as boolean;
    case "list":
      return value as Lists[ListPlace];
    case "percent":
      return percentText(Number(value));
    case "border":
      return tiers.by === "share" ? percentText(Number(value)) : minorToDecimal(Number(value), tiers.currency);
    default:
      return value === null ? "" : String(value);
  }
}

function read(value: Form[FormPlace], place: Place, currency: string | null): unknown {
  if (typeof value !== "string") return value;
  switch (PLACES[place]) {
    case "percent":
      return scaled(value, 0.01);
    case "border":
      return scaled(value, currency === null ? 0.01 : 10 ** minorDigits(currency));
    case "days":
    case "times":
    case "orders":
    case "customers":
      return place === "stage.newWindowDays" && value.trim() === "" ? null : scaled(value, 1);
    default:
      return value;
  }
}

/** A number as it was meant: a hundredth of 7 is 0.07 and no 0.07000000000000001. */
function scaled(text: string, by: number): number | string {
  const typed = text.trim();
  return /^[+-]?\d+(\.\d+)?$/.test(typed) ? Number((Number(typed) * by).toPrecision(12)) : text;
}

function percentText(share: number): string {
  return String(Number((share * 100).toPrecision(12)));
}

function leafAt(from: object, place: string): unknown {
  return place.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], from);
}

function setLeaf(into: object, place: string, value: unknown): void {
  const cut = place.lastIndexOf(".");
  const parent = cut < 0 ? into : leafAt(into, place.slice(0, cut));
  (parent as Record<string, unknown>)[place.slice(cut + 1)] = value;
}
