import { useTranslation } from "react-i18next";
import { CardSection } from "../card-section.tsx";
import { Facts } from "../facts.tsx";
import { useFormat } from "../use-format.ts";
import { aliveWord } from "./alive-word.ts";

export type OutlookProps = {
  purchases: number;
  probabilityAlive: number | null;
  expectedNextOrderDay: string | null;
  averageDaysBetweenOrders: number | null;
  firstOrderDay: string;
  lastOrderDay: string;
};

export function Outlook(outlook: OutlookProps) {
  const { t } = useTranslation();
  const { count, day, probability } = useFormat();
  const { probabilityAlive: alive, averageDaysBetweenOrders: gap, expectedNextOrderDay: next } = outlook;
  const unknown = t("outlook.unknown");
  return (
    <CardSection title={t("outlook.title")} testId="outlook">
      <Facts
        facts={[
          {
            name: t("outlook.alive"),
            value: alive === null ? unknown : t(`alive.${aliveWord(alive)}`, { chance: probability(alive) }),
            isText: true,
          },
          { name: t("outlook.next"), value: next === null ? (alive === null ? unknown : t("outlook.noNext")) : day(next), isText: next === null },
          {
            name: t("outlook.gap"),
            value: gap === null ? unknown : t("days", { count: Math.round(gap), number: count(gap) }),
            isText: gap === null,
          },
          { name: t("outlook.purchases"), value: count(outlook.purchases) },
          { name: t("outlook.first"), value: day(outlook.firstOrderDay) },
          { name: t("outlook.last"), value: day(outlook.lastOrderDay) },
        ]}
      />
    </CardSection>
  );
}
