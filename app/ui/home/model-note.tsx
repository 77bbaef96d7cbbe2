import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { PurchaseModelName } from "#app/scoring/purchase-models.ts";
import { CardSection } from "../card-section.tsx";
import { useFormat } from "../use-format.ts";
import { useModelName } from "../use-model-name.ts";
import { boundaryKeys } from "./boundary-key.ts";

export type ModelNoteProps = {
  model: PurchaseModelName;
  /** Averaged with past orders. */
  isPooled: boolean;
  /** Those it was fitted on. */
  customers: number;
  converged: boolean;
  /** What the shop's orders show nothing of, for example "no dropout". */
  boundary: string | null;
};

/** How the predictions came about, in plain words, the term last. */
export function ModelNote({ model, isPooled, customers, converged, boundary }: ModelNoteProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const modelName = useModelName();
  return (
    <CardSection title={t("model.title")} testId="model">
      <Text as="p">{t("model.words", { count: customers, number: count(customers) })}</Text>
      {boundary !== null &&
        boundaryKeys(boundary).map((key) => (
          <Text key={key} as="p">
            {t(`boundary.${key}`)}
          </Text>
        ))}
      {!converged && <Text as="p">{t("model.rough")}</Text>}
      <Text as="p" tone="subdued">
        {t("model.name", { name: modelName({ model, isPooled }) })}
      </Text>
    </CardSection>
  );
}
