import { createContext, useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { createFormat, type Format, type ShopFormat } from "./create-format.ts";

export const ShopFormatContext = createContext<ShopFormat | null>(null);

/** Money, counts and dates in the reader's language and on the shop's clock. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const shop = useContext(ShopFormatContext);
  if (!shop) throw new Error("useFormat is for pages inside ShopFormatContext (app/routes/app.tsx)");
  return useMemo(() => createFormat(i18n.language, shop), [i18n.language, shop]);
}
