import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format.ts";
import { isPlace, PLACES } from "./places.ts";

/**
 * A value at a place of a definition as a reader has it, amounts in the currency they are of, which is the shop's where none
 * is given. What nobody has words for is written as it is.
 */
export function useWritten(): (place: string, value: unknown, currency?: string | null) => string {
  const { t } = useTranslation();
  const { currency: ours, decimal, finePercent, money } = useFormat();
  return (place, value, currency = null) => {
    const kind = isPlace(place) ? PLACES[place] : "name";
    if (kind === "switch") return value === true ? t("written-as.on") : t("written-as.off");
    if (place === "stage.newWindowDays" && value === null) return t("written-as.ownRhythm");
    if (place === "value.basis" && (value === "auto" || value === "historic")) return t(`choice.basis.${value}`);
    if (place === "value.tiers.by" && (value === "share" || value === "amount")) return t(`choice.by.${value}`);
    if (typeof value !== "number") return typeof value === "string" ? `“${value}”` : JSON.stringify(value);
    switch (kind) {
      case "percent":
        return finePercent(value);
      case "border":
        // Shares are below one, and amounts at least one minor unit.
        return value < 1 ? finePercent(value) : money(value, currency ?? ours);
      case "days":
      case "times":
      case "orders":
      case "customers":
        return t("written-as.figure", { number: decimal(value), unit: t(`unit.${kind}`) });
      default:
        return decimal(value);
    }
  };
}
