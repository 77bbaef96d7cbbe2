import { Banner, List } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format.ts";

export type RefusedLinesProps = { lines: number; reasons: string[] };

/** Nothing that Shopify sent is dropped in silence. */
export function RefusedLines({ lines, reasons }: RefusedLinesProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  if (lines === 0) return null;
  return (
    <div data-testid="refused-lines">
      <Banner tone="warning" title={t("import.refused", { count: lines, number: count(lines) })}>
        <List>
          {reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
      </Banner>
    </div>
  );
}
