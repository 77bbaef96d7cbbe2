import { useTranslation } from "react-i18next";
import { DIFFERENCES, type Differences } from "#app/orders/explain-spent.ts";
import { NumberTable } from "./number-table.tsx";
import { useFormat } from "./use-format.ts";

export type DifferenceTableProps = { shopifyMinor: number; ledgerMinor: number; differences: Differences; unexplainedMinor: number };

/** From what Shopify says was spent to what counts here, kind by kind. */
export function DifferenceTable({ shopifyMinor, ledgerMinor, differences, unexplainedMinor }: DifferenceTableProps) {
  const { t } = useTranslation();
  const { money } = useFormat();
  return (
    <NumberTable
      title={t("difference.title")}
      headings={[t("difference.what"), t("difference.amount")]}
      rows={[
        [t("difference.shopify"), money(shopifyMinor)],
        ...DIFFERENCES.flatMap((kind) => (differences[kind] ? [[t(`difference.kind.${kind}`), money(-differences[kind])]] : [])),
        [t("difference.unexplained"), money(unexplainedMinor)],
        [t("difference.ledger"), money(ledgerMinor)],
      ]}
    />
  );
}
