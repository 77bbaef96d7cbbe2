import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CardSection } from "../card-section.tsx";
import { useFormat } from "../use-format.ts";
import { boundaryKeys } from "./boundary-key.ts";

export type ModelNoteProps = {
  name: string;
  /** Those it was fitted on. */
  customers: number;
  converged: boolean;
  /** What the shop's orders show nothing of, for example "no dropout". */
  boundary: string | null;
};

/** How the predictions came about, in plain words, the term last. */
export function ModelNote({ name, customers, converged, boundary }: ModelNoteProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
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
        {t("model.name", { name })}
      </Text>
    </CardSection>
  );
}
