import { Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { CohortsQuery } from "#app/views/cohorts-query.ts";
import type { WhyCostless } from "#app/views/cohorts.view.server.ts";
import { useFormat } from "../use-format.ts";

type MeasureNoteProps = { query: CohortsQuery; grossMargin: number | null; hasCosts: boolean; whyCostless: WhyCostless };

/** What the numbers are made of, and what has to be noted for more of them. */
export function MeasureNote({ query: { show, measure, per, cut }, grossMargin, hasCosts, whyCostless }: MeasureNoteProps) {
  const { t } = useTranslation();
  const { finePercent } = useFormat();
  if (show === "retention") return null;
  const isMargin = measure === "margin" && grossMargin !== null;
  const toCosts = <Link url="/app/acquisition">{t("cohorts.toCosts")}</Link>;
  return (
    <>
      <Text as="p" tone="subdued">
        {isMargin ? t("cohorts.marginMeaning", { margin: finePercent(grossMargin) }) : measure === "revenue" ? t("cohorts.revenueMeaning") : t("cohorts.netMeaning")}
      </Text>
      {grossMargin === null && (
        <Text as="p" tone="subdued">
          {t("cohorts.noMargin")} {toCosts}
        </Text>
      )}
      {isMargin && per === "customer" && !hasCosts && (
        <Text as="p" tone="subdued">
          {cut !== null && cut !== "channel" ? t("cohorts.spendByChannel") : t(`cohorts.costless.${whyCostless}`)} {toCosts}
        </Text>
      )}
    </>
  );
}
