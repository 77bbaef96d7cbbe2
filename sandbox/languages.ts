/** What Shopify's admin calls the languages in which the merchant may have it. Of the sandbox's pages only the app follows. */
export const LANGUAGES = { en: "English", ko: "한국어" } as const;

export type Language = keyof typeof LANGUAGES;
