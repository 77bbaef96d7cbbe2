import { useTranslation } from "react-i18next";
import type { LiveNames } from "./use-live-names.ts";

type CustomerNameProps = {
  id: string;
  /** Null while Shopify is being asked. */
  names: LiveNames | null;
};

/** The customer's name once Shopify has told it; the number until then, and where it does not. */
export function CustomerName({ id, names }: CustomerNameProps) {
  const { t } = useTranslation();
  const name = names?.status === "read" ? names.data[id] : undefined;
  return name || t("customer.number", { id });
}
