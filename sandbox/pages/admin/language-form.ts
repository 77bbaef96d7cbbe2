import { type Language, LANGUAGES } from "../../languages.ts";
import type { World } from "../../world.ts";
import { html, type Html } from "../html.ts";

/** A button for the other language. */
export function languageForm({ store, merchant }: World): Html {
  const other: Language = merchant.language === "en" ? "ko" : "en";
  return html`<form method="post" action="/store/${store.shop().handle}/language">
    <button name="language" value="${other}" lang="${other}" data-testid="language">${LANGUAGES[other]}</button>
  </form>`;
}
