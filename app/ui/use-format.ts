import { createContext, useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { createFormat, type Format, type ShopFormat } from "./create-format.ts";

type ShownShop = ShopFormat & {
  /**
   * Orders are still to be read in the shop's currency: under way, waiting for a night that asks again, or for somebody who
   * lets reading go on. Until then nobody is scored.
   */
  unread: "reading" | "waiting" | "paused" | null;
};

export const ShopContext = createContext<ShownShop | null>(null);

export function useShop(): ShownShop {
  const shop = useContext(ShopContext);
  if (!shop) throw new Error("useShop and useFormat are for pages inside ShopContext (app/routes/app.tsx)");
  return shop;
}

/** Money, counts and dates in the reader's language and on the shop's clock. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const shop = useShop();
  return useMemo(() => createFormat(i18n.language, shop), [i18n.language, shop]);
}
