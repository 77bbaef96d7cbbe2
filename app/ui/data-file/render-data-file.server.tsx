import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { loadTranslation } from "#app/locales/load-translation.ts";
import type { Locale } from "#app/locales/locale.ts";
import { createTexts } from "../create-texts.ts";
import { DataFile, type DataFileProps } from "./data-file.tsx";

/** The page as a file to hand over, in the language of who fetches it. */
export async function renderDataFile(locale: Locale, props: DataFileProps): Promise<string> {
  const page = (
    <I18nextProvider i18n={createTexts(locale, await loadTranslation(locale))}>
      <DataFile {...props} />
    </I18nextProvider>
  );
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}
