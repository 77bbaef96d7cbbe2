import { InlineGrid, Text } from "@shopify/polaris";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { AcquisitionFigures } from "#app/acquisition/acquisition-figures.ts";
import type { LabelledValue } from "#app/insights/labelled-value.ts";
import { subscriptionStanding } from "#app/insights/payback.ts";
import { CardSection } from "../card-section.tsx";
import { KeyNumber } from "../key-number.tsx";
import { useFormat } from "../use-format.ts";
import { useFigureText } from "./use-figure-text.ts";
import { RatioStanding } from "./ratio-standing.tsx";
import { reasonOf } from "./reason-of.ts";
import { useReservations } from "./use-reservations.ts";

/** The figures of all channels together, each with the numbers that it is made of. */
export const ShopFigures = memo(function ShopFigures({ figures }: { figures: AcquisitionFigures }) {
  const { t } = useTranslation();
  const { money, count, decimal } = useFormat();
  const figureText = useFigureText();
  const reservationsOf = useReservations();
  const { cac, lifetime, net, ratio, payback, romi, largest } = figures;
  const rounded = (minor: number | null | undefined) => money(Math.round(minor ?? 0));
  const factor = (of: LabelledValue, name: keyof LabelledValue["factors"]) => of.factors[name]?.value ?? 0;
  const bought = { count: figures.newCustomers, number: count(figures.newCustomers) };
  const subscription = ratio.business === "saas" ? subscriptionStanding(payback) : null;
  const meaning = (of: LabelledValue, words: string) => (of.value === null ? t(`noFigureMeaning.${reasonOf(of)}`) : words);
  const usual = t("acquisition.usual", { business: t(`business.${ratio.business}`), from: decimal(factor(ratio, "bandFrom")), to: decimal(factor(ratio, "bandTo")) });
  const reservations = reservationsOf(figures);
  return (
    <CardSection title={t("acquisition.all")} testId="shop-figures">
      <InlineGrid columns={{ xs: 1, sm: 2, lg: 3 }} gap="500">
        <KeyNumber testId="cac" name={t("acquisition.cac")} value={figureText(cac)} meaning={meaning(cac, t("acquisition.cacOf", { ...bought, spend: rounded(figures.spendMinor) }))} />
        <KeyNumber testId="net" name={t("acquisition.net")} value={figureText(net)} meaning={meaning(net, t("acquisition.netOf", { lifetime: rounded(lifetime.value), cac: rounded(cac.value) }))} />
        <KeyNumber
          testId="ratio"
          name={t("acquisition.ratio")}
          value={figureText(ratio)}
          meaning={ratio.value === null ? `${meaning(ratio, "")} ${usual}` : usual}
        >
          {ratio.standing && (
            <div>
              <RatioStanding standing={ratio.standing} />
            </div>
          )}
        </KeyNumber>
        <KeyNumber
          testId="payback"
          name={t("acquisition.payback")}
          value={figureText(payback)}
          meaning={meaning(payback, t("acquisition.paybackOf", { count: factor(payback, "customersObserved"), number: count(factor(payback, "customersObserved")) }))}
        >
          {subscription && (
            <Text as="p" variant="bodySm">
              {t(`acquisition.subscription.${subscription}`)}
            </Text>
          )}
        </KeyNumber>
        <KeyNumber testId="romi" name={t("acquisition.romi")} value={figureText(romi)} meaning={meaning(romi, t("acquisition.romiOf", { margin: rounded(factor(romi, "marginSoFar")), spend: rounded(figures.spendMinor) }))} />
        <KeyNumber
          testId="largest"
          name={t("acquisition.largest")}
          value={figureText(largest)}
          meaning={meaning(largest, t("acquisition.largestOf", { lifetime: rounded(lifetime.value), ratio: decimal(factor(largest, "bandTo")) }))}
        />
      </InlineGrid>
      {reservations.length > 0 && (
        <Text as="p" tone="subdued">
          {reservations.join(" ")}
        </Text>
      )}
    </CardSection>
  );
});
