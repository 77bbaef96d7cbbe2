import { chooseLocale, type Locale } from "./locale.ts";

/**
 * The language of the admin that a request comes from. The admin writes it into the address of the page that it embeds;
 * App Bridge says it with what that page fetches, as the first of `Accept-Language`. Outside of the admin that is the
 * browser's language.
 */
export function readLocale(request: Request): Locale {
  const embedded = new URL(request.url).searchParams.get("locale");
  const [first = ""] = (request.headers.get("accept-language") ?? "").split(/[,;]/);
  return chooseLocale(embedded ?? first.trim());
}
