import { useTranslation } from "react-i18next";

/** "about 3 minutes left", as roughly as one can know it; null where one cannot. */
export function useTimeLeft(seconds: number | null): string | null {
  const { t } = useTranslation();
  if (seconds === null) return null;
  if (seconds < 60) return t("timeLeft.seconds", { count: Math.max(5, Math.ceil(seconds / 5) * 5) });
  if (seconds < 3600) return t("timeLeft.minutes", { count: Math.round(seconds / 60) });
  return t("timeLeft.hours", { count: Math.round(seconds / 3600) });
}
