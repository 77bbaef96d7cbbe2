import type { ResourceLanguage } from "i18next";
import type { Locale } from "./locale.ts";

const LOAD: Record<Locale, () => Promise<ResourceLanguage>> = {
  // Polaris's English comes with its provider.
  en: async () => ({ translation: (await import("./en.json", { with: { type: "json" } })).default }),
  ko: async () => {
    const [{ default: translation }, { default: polaris }] = await Promise.all([
      import("./ko.json", { with: { type: "json" } }),
      import("@shopify/polaris/locales/ko.json", { with: { type: "json" } }),
    ]);
    return { translation, polaris };
  },
};

/** The texts of one language, ours and Polaris's; a browser is sent no other. */
export function loadTranslation(locale: Locale): Promise<ResourceLanguage> {
  return LOAD[locale]();
}
