import { createInstance, type i18n } from "i18next";
import en from "#app/locales/en.json" with { type: "json" };

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** The texts of one language, ready at once: server and browser render the same first page. */
export function createTexts(locale: string): i18n {
  const texts = createInstance();
  void texts.init({
    lng: locale,
    fallbackLng: "en",
    resources: { en: { translation: en } },
    initAsync: false,
    // React escapes.
    interpolation: { escapeValue: false },
  });
  return texts;
}
