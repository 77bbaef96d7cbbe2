import { useTranslation } from "react-i18next";

/** Who did something, as the reader of the page may know them: Shopify tells no more than a number. */
export function useStaffWords(reader: string): (staffId: string | null) => string {
  const { t } = useTranslation();
  return (staffId) => {
    if (staffId === null) return t("versions.unknown");
    return staffId === reader ? t("versions.you") : t("versions.staff", { id: staffId });
  };
}
