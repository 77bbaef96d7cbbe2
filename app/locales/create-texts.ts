import { createInstance, type i18n, type ResourceLanguage } from "i18next";
import type en from "./en.json";
import type { Locale } from "./locale.ts";
import type onServer from "./server.en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en & typeof onServer };
  }
}

/** The texts of one language, ready at once: server and browser render the same first page. */
export function createTexts(locale: Locale, translation: ResourceLanguage): i18n {
  const texts = createInstance();
  void texts.init({
    lng: locale,
    resources: { [locale]: translation },
    initAsync: false,
    // React escapes.
    interpolation: { escapeValue: false },
  });
  return texts;
}
