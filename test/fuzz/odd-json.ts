import type { Dice } from "#sandbox/fill/dice.ts";

/** JSON that stands where something else is expected. */
const ODD = [
  "null", "true", "{}", "[]", "[[]]", '""', '"17"', '" 17"', "0", "-0", "-1", "1.5", "-19.99", "1e21", "1e400", "-1e-400", "17",
  "9007199254740991", "9007199254740993", "-9007199254740991", "18446744073709551616", "999999999999999999999999999999.99",
  '"99999999999999999999.99"', '"90071992547409.91"', '"-90071992547409.91"', '"-10.00"', '"10.005"', '"1,50"', '"1e3"', '"٣"', '"NaN"',
  '"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udc00\\ud800"', '"\\u202e\\ufeff"', '"\'; DROP TABLE orders; --"',
  '"2999-12-31T23:59:59Z"', '"9999-12-31T23:59:59-14:00"', '"0000-01-01T00:00:00Z"', '"0001-01-01T00:00:00+14:00"', '"2026-02-30T00:00:00Z"',
  '"gid://shopify/Customer/0"', '"gid://shopify/Customer/-5"', '"gid://shopify/Customer/99999999999999999999"', '"gid://shopify/Order/9007199254740993"',
  '{"id":17}', '{"__proto__":{"id":17}}', '{"constructor":{"prototype":{"id":17}}}',
];

/** What no parser of JSON may take. */
const NO_JSON = ["NaN", "Infinity", "undefined", "0x10", "01", "+1", "'17'", "17n", "/**/1", "1,", "{]", '"\t"'];

const HOLE = "\u0001";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** The document as JSON text, with one of its values lost or replaced by something odd. */
export function spoilJson(dice: Dice, document: unknown): string {
  const copy = structuredClone(document) as Json;
  const places = placesIn(copy);
  const place = dice.pick(places);
  if (dice.chance(0.15)) {
    place.remove();
    return JSON.stringify(copy);
  }
  place.put(HOLE);
  return JSON.stringify(copy).replace(JSON.stringify(HOLE), () => drawOdd(dice));
}

function drawOdd(dice: Dice): string {
  if (dice.chance(0.85)) return dice.pick(dice.chance(0.1) ? NO_JSON : ODD);
  const draw = dice.pick([
    () => "[".repeat(dice.whole(1, 5000)),
    () => nested(dice.whole(1, 5000)),
    () => `"${"x".repeat(dice.whole(1, 100_000))}"`,
    () => JSON.stringify(Array.from({ length: dice.whole(1, 10_000) }, (_, index) => index + 1)),
  ]);
  return draw();
}

export function nested(depth: number): string {
  return `${'{"a":['.repeat(depth)}${"]}".repeat(depth)}`;
}

type Place = { put: (value: string) => void; remove: () => void };

/** Every value within the document, however deep. */
function placesIn(value: Json): Place[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const put = (odd: string) => void ((value as Record<string, Json>)[key] = odd);
    const remove = () => void (Array.isArray(value) ? value.splice(Number(key), 1) : delete value[key]);
    return [{ put, remove }, ...placesIn(inner)];
  });
}
