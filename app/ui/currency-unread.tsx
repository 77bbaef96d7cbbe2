import { Banner, Box, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useShop } from "./use-format.ts";

/** That the shop counts in another currency, and what its values wait for; nothing where they wait for nothing. */
export function CurrencyUnread() {
  const { t } = useTranslation();
  const { currency, unread } = useShop();
  if (unread === null) return null;
  return (
    <Box paddingBlockEnd="400">
      <div data-testid="currency-unread" data-unread={unread}>
        <Banner tone="warning" title={t("currencyUnread.title", { currency })}>
          <Text as="p">{t("currencyUnread.meaning")}</Text>
          <Text as="p">{t(`currencyUnread.${unread}`)}</Text>
        </Banner>
      </div>
    </Box>
  );
}
