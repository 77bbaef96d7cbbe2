import { type Language, LANGUAGES } from "../languages.ts";
import { type Answer, seeOther } from "./answer.ts";
import { APP_HANDLE } from "./app-identity.ts";
import type { Asked } from "./asked.ts";
import { FormError, requiredText } from "./read-form.ts";

/** Opens the app anew: a frame that stands keeps the language that it was embedded with. */
export async function chooseLanguage({ world, form }: Asked): Promise<Answer> {
  const asked = requiredText(await form(), "language");
  if (!Object.hasOwn(LANGUAGES, asked)) {
    throw new FormError(`"language" must be one of ${Object.keys(LANGUAGES).join(", ")}; it is "${asked}"`);
  }
  world.merchant.language = asked as Language;
  return seeOther(`/store/${world.store.shop().handle}/apps/${APP_HANDLE}`);
}
