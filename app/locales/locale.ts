export const LOCALES = ["en", "ko"] as const;

/** A language that the app speaks. */
export type Locale = (typeof LOCALES)[number];

/** The app's language for whoever asks for one (`ko-KR`): English where it does not speak theirs. */
export function chooseLocale(asked: string): Locale {
  const language = asked.toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === language) ?? "en";
}
