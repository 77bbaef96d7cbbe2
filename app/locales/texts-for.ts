import type { i18n } from "i18next";
import { createTexts } from "./create-texts.ts";
import { loadTranslation } from "./load-translation.ts";
import { readLocale } from "./read-locale.ts";

/** The texts for who makes a request. */
export async function textsFor(request: Request): Promise<i18n> {
  const locale = readLocale(request);
  return createTexts(locale, await loadTranslation(locale));
}
