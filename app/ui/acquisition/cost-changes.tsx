import { List } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { CostChanges as Changes } from "#app/acquisition/cost-changes.ts";
import { channelName } from "../channel-name.ts";
import { useFormat } from "../use-format.ts";
import { Versions } from "../versions.tsx";

export type CostChangesProps = {
  changes: (Pick<Changes, "grossMargin" | "currency" | "spends"> & {
    version: number;
    changedAt: string;
    staffId: string | null;
    /** How many amounts; `spends` has some of them. */
    amounts: number;
  })[];
  /** Whose page this is. */
  reader: string;
};

/** Who changed what is said of costs, when, and what stood before. */
export function CostChanges({ changes, reader }: CostChangesProps) {
  const { t } = useTranslation();
  const { count, finePercent, money, month } = useFormat();
  const said = (value: string | null) => value ?? t("costs.nothing");
  return (
    <Versions testId="cost-changes" none={t("costs.noChanges")} versions={changes} reader={reader}>
      {({ grossMargin, currency, spends, amounts }) => (
        <>
          {grossMargin && (
            <List.Item>
              {t("costs.changed", {
                what: t("costs.grossMargin"),
                to: said(grossMargin.to === null ? null : finePercent(grossMargin.to)),
                from: said(grossMargin.from === null ? null : finePercent(grossMargin.from)),
              })}
            </List.Item>
          )}
          {spends.map((spend) => (
            <List.Item key={`${spend.month} ${spend.channel}`}>
              {t("costs.changed", {
                what: t("costs.spendOf", { month: month(spend.month), channel: channelName(t, spend.channel) }),
                to: said(spend.to === null ? null : money(spend.to, currency)),
                from: said(spend.from === null ? null : money(spend.from, currency)),
              })}
            </List.Item>
          ))}
          {amounts > spends.length && <List.Item>{t("costs.more", { count: amounts - spends.length, number: count(amounts - spends.length) })}</List.Item>}
        </>
      )}
    </Versions>
  );
}
