import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { createTexts } from "../create-texts.ts";
import { DataFile, type DataFileProps } from "./data-file.tsx";

/** The page as a file to hand over. */
export function renderDataFile(props: DataFileProps): string {
  const page = (
    <I18nextProvider i18n={createTexts("en")}>
      <DataFile {...props} />
    </I18nextProvider>
  );
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}
