import { List } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Disclosure } from "../disclosure.tsx";
import { useFormat } from "../use-format.ts";

const FIGURES = ["newCustomers", "cac", "lifetime", "net", "ratio", "payback", "romi", "largest"] as const;

/** How each figure is worked out. */
export function How({ horizonDays }: { horizonDays: number }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <Disclosure title={t("acquisition.how")} testId="how">
      <List>
        {FIGURES.map((figure) => (
          <List.Item key={figure}>
            <strong>{t(`acquisition.${figure}`)}</strong>: {t(`acquisition.formula.${figure}`, { days: count(horizonDays) })}
          </List.Item>
        ))}
      </List>
    </Disclosure>
  );
}
