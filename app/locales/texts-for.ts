import type { i18n, ResourceLanguage } from "i18next";
import { createTexts } from "./create-texts.ts";
import en from "./server.en.json" with { type: "json" };
import ko from "./server.ko.json" with { type: "json" };
import { loadTranslation } from "./load-translation.ts";
import type { Locale } from "./locale.ts";
import { readLocale } from "./read-locale.ts";

/** What stands in files, and why something is refused: only the server says it, and no browser is sent it beforehand. */
const ONLY_HERE: Record<Locale, ResourceLanguage> = { en, ko };

/** The texts for who makes a request. */
export async function textsFor(request: Request): Promise<i18n> {
  const locale = readLocale(request);
  const { translation, ...others } = await loadTranslation(locale);
  return createTexts(locale, { ...others, translation: Object.assign({}, translation, ONLY_HERE[locale]) });
}
