import type { CustomerRecord } from "../store/model.ts";
import type { Dice } from "./dice.ts";
import { drawForeignTags } from "./draw-foreign-tags.ts";
import { drawCountry } from "./countries.ts";

const FIRST_NAMES = ["Ada", "Ben", "Clara", "David", "Elif", "Femi", "Grace", "Hugo", "Ines", "Jonas", "Kaya", "Liam", "Mina", "Noah", "Olga", "Priya", "Quinn", "Rosa", "Sora", "Tomas", "Uma", "Vera", "Wei", "Ximena", "Yuna", "Zoe"];
const LAST_NAMES = ["Adler", "Baker", "Castillo", "Dubois", "Evans", "Fischer", "Garcia", "Haddad", "Ito", "Jensen", "Kim", "Lopez", "Moreau", "Novak", "Okafor", "Park", "Quist", "Rossi", "Silva", "Tanaka", "Ueda", "Varga", "Walsh", "Xu", "Young", "Zimmer"];

export function drawCustomer(dice: Dice, id: number, createdAt: string): CustomerRecord {
  const firstName = dice.pick(FIRST_NAMES);
  const lastName = dice.pick(LAST_NAMES);
  const country = drawCountry(dice);
  return {
    id,
    createdAt,
    updatedAt: createdAt,
    email: `${firstName}.${lastName}.${id % 1_000_000}@customers.example`.toLowerCase(),
    phone: null,
    firstName,
    lastName,
    countryCode: country.code,
    locale: country.locale,
    emailConsent: dice.weighted(["SUBSCRIBED", "NOT_SUBSCRIBED", "UNSUBSCRIBED"] as const, (consent) => ({ SUBSCRIBED: 55, NOT_SUBSCRIBED: 35, UNSUBSCRIBED: 10 })[consent]),
    smsConsent: dice.chance(0.15) ? "SUBSCRIBED" : "NOT_SUBSCRIBED",
    dataSaleOptOut: dice.chance(0.01),
    tags: drawForeignTags(dice),
  };
}
