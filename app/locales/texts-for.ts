import type { i18n, ResourceLanguage } from "i18next";
import { createTexts } from "./create-texts.ts";
import en from "./files.en.json" with { type: "json" };
import ko from "./files.ko.json" with { type: "json" };
import { loadTranslation } from "./load-translation.ts";
import type { Locale } from "./locale.ts";
import { readLocale } from "./read-locale.ts";

/** What stands in files: only the server writes them, and no browser is sent it. */
const OF_FILES: Record<Locale, ResourceLanguage> = { en, ko };

/** The texts for who makes a request. */
export async function textsFor(request: Request): Promise<i18n> {
  const locale = readLocale(request);
  const { translation, ...others } = await loadTranslation(locale);
  return createTexts(locale, { ...others, translation: Object.assign({}, translation, OF_FILES[locale]) });
}
