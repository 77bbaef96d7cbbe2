import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ScoreExplanation } from "#app/scoring/explain-score.ts";
import { Disclosure } from "../disclosure.tsx";
import { Facts } from "../facts.tsx";
import { useFormat } from "../use-format.ts";

/** Every parameter that a predictor may have, in the order of print. */
const PARAMETERS = [
  "purchasesPerDay", "averageOrderValueMinor", "ordersPerOrder", "discountFactor", "r", "alpha", "a", "b", "s", "beta", "p", "q", "v",
] as const;

/** What each predictor knows of the shop: the numbers that the factors were worked out with, for who asks. */
export function Parameters({ parts, model }: Pick<ScoreExplanation, "parts" | "model">) {
  const { t } = useTranslation();
  const { money, significant } = useFormat();
  if (parts.length === 0) return null;
  return (
    <Disclosure title={t("calculation.parameters")} testId="parameters">
      <BlockStack gap="300">
        {parts.some(({ predictor }) => predictor === "model") && (
          <Text as="p" tone="subdued">
            {t("calculation.model", { name: t(`method.${model}`) })}
          </Text>
        )}
        {parts.map(({ predictor, params }) => (
          <BlockStack key={predictor} gap="150">
            <Text as="h4" variant="headingSm">
              {t(`predictor.${predictor}`)}
            </Text>
            <Facts
              facts={PARAMETERS.flatMap((name) => {
                const value = params[name];
                if (value === undefined) return [];
                return [{ name: t(`parameter.${name}`), value: name === "averageOrderValueMinor" ? money(Math.round(value)) : significant(value) }];
              })}
            />
          </BlockStack>
        ))}
      </BlockStack>
    </Disclosure>
  );
}
