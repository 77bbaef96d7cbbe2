import type { ResourceLanguage } from "i18next";
import type { Locale } from "./locale.ts";

const LOAD: Record<Locale, () => Promise<{ default: ResourceLanguage }>> = {
  en: () => import("./en.ts"),
  ko: () => import("./ko.ts"),
};

/** The texts of one language, ours and Polaris's; a browser is sent no other. */
export async function loadTranslation(locale: Locale): Promise<ResourceLanguage> {
  return (await LOAD[locale]()).default;
}
