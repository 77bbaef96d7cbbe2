import type { Dice } from "./dice.ts";

export type Country = { code: string; locale: string; share: number; taxRate: number; taxesIncluded: boolean };

/** Where orders go, and what prices hold there. */
const COUNTRIES: readonly Country[] = [
  { code: "US", locale: "en-US", share: 66, taxRate: 0.08, taxesIncluded: false },
  { code: "CA", locale: "en-CA", share: 12, taxRate: 0.13, taxesIncluded: false },
  { code: "GB", locale: "en-GB", share: 9, taxRate: 0.2, taxesIncluded: true },
  { code: "DE", locale: "de-DE", share: 6, taxRate: 0.19, taxesIncluded: true },
  { code: "KR", locale: "ko-KR", share: 4, taxRate: 0.1, taxesIncluded: true },
  { code: "AU", locale: "en-AU", share: 3, taxRate: 0.1, taxesIncluded: true },
];

export function drawCountry(dice: Dice): Country {
  return dice.weighted(COUNTRIES, (country) => country.share);
}

export function requireCountry(code: string): Country {
  const country = COUNTRIES.find((candidate) => candidate.code === code);
  if (country === undefined) throw new RangeError(`"${code}" is none of ${COUNTRIES.map((known) => known.code).join(", ")}`);
  return country;
}
