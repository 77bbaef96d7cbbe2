import type { i18n } from "i18next";
import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { DataFile, type DataFileProps } from "./data-file.tsx";

/** The page as a file to hand over, in the language of who fetches it. */
export function renderDataFile(texts: i18n, props: DataFileProps): string {
  const page = (
    <I18nextProvider i18n={texts}>
      <DataFile {...props} />
    </I18nextProvider>
  );
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}
