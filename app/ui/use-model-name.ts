import { useTranslation } from "react-i18next";
import type { PurchaseModelName } from "#app/scoring/purchase-models.ts";

/** A model as it is called in print, and whether past orders share what it has. */
export function useModelName(): (used: { model: PurchaseModelName; isPooled: boolean }) => string {
  const { t } = useTranslation();
  return ({ model, isPooled }) => {
    const name = t(`method.${model}`);
    return isPooled ? t("accuracy.pooled", { model: name }) : name;
  };
}
