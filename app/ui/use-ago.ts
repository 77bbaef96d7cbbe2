import { useTranslation } from "react-i18next";
import { useFormat } from "./use-format.ts";

/** How long ago something was: Korean's own word for less than a minute would tell to do it now. */
export function useAgo(): (minutes: number) => string {
  const { t } = useTranslation();
  const { ago } = useFormat();
  return (minutes) => (minutes < 1 ? t("justNow") : ago(minutes));
}
