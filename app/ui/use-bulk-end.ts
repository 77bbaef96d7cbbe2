import { useTranslation } from "react-i18next";

const KNOWN = ["FAILED", "CANCELED", "EXPIRED", "TIMEOUT", "ACCESS_DENIED", "INTERNAL_SERVER_ERROR"] as const;

/** Why Shopify broke a bulk operation off; one that Shopify adds stands as it is. */
export function useBulkEnd(): (status: string) => string {
  const { t } = useTranslation();
  return (status) => {
    const known = KNOWN.find((it) => it === status);
    return known === undefined ? status : t(`bulkEnd.${known}`);
  };
}
