import type { i18n } from "i18next";
import type { CohortCut } from "#app/insights/cohort-cuts.ts";
import { formatMoney } from "#app/money/format-money.ts";
import type { GroupChoice } from "#app/views/cohorts.view.server.ts";
import { channelName } from "../channel-name.ts";

/** Says what the customers of a group have in common, in a few words. */
export function groupNamer({ t, language }: i18n, cut: CohortCut, currency: string): (group: GroupChoice) => string {
  const money = (minor: number) => formatMoney(minor, currency, language);
  return ({ kind, key, productTitle, orderSize }) => {
    if (kind === "other") return t("cohorts.others");
    if (key === null) return t("cohorts.unknown");
    switch (cut) {
      case "channel":
        return channelName(t, key);
      case "country":
        return new Intl.DisplayNames(language, { type: "region", fallback: "code" }).of(key) ?? key;
      case "firstProduct":
        return productTitle ?? t("cohorts.product", { id: key });
      case "discount":
        return key === "none" ? t("cohorts.discount.none") : key === "code" ? t("cohorts.discount.code") : t("cohorts.discount.withoutCode");
      case "orderSize": {
        const from = orderSize?.fromMinor ?? null;
        const below = orderSize?.belowMinor ?? null;
        if (from === null && below === null) return t("cohorts.orderSize.any");
        if (from === null) return t("cohorts.orderSize.below", { below: money(below!) });
        if (below === null) return t("cohorts.orderSize.from", { from: money(from) });
        return t("cohorts.orderSize.between", { from: money(from), below: money(below) });
      }
    }
  };
}
