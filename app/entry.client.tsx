import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { createTexts } from "./locales/create-texts.ts";
import { loadTranslation } from "./locales/load-translation.ts";
import { chooseLocale } from "./locales/locale.ts";

/** The server has chosen the language. It stays for as long as the document does, whatever addresses follow. */
async function hydrate(): Promise<void> {
  const locale = chooseLocale(document.documentElement.lang);
  const texts = createTexts(locale, await loadTranslation(locale));
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <I18nextProvider i18n={texts}>
          <RemixBrowser />
        </I18nextProvider>
      </StrictMode>,
    );
  });
}

void hydrate();
