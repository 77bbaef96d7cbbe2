import type { i18n } from "i18next";
import { createTexts } from "./create-texts.ts";
import { loadTranslation } from "./load-translation.ts";
import { LOCALES } from "./locale.ts";

/** The texts of all languages, for reading what somebody may have written in any of them. */
export function everyLanguage(): Promise<i18n[]> {
  return Promise.all(LOCALES.map(async (locale) => createTexts(locale, await loadTranslation(locale))));
}
