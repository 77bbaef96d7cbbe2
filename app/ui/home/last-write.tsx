import { Banner, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { WriteProblem } from "#app/tags/write-problem.ts";
import { CardSection } from "../card-section.tsx";
import { useFormat } from "../use-format.ts";

export type LastWriteProps = {
  /** Null while it runs. */
  finishedAt: string | null;
  customers: number;
  tagsAdded: number;
  tagsRemoved: number;
  metafieldsSet: number;
  refused: number;
  problem: WriteProblem | null;
};

/** What the last pass put on customers in Shopify. */
export function LastWrite({ run }: { run: LastWriteProps | null }) {
  const { t } = useTranslation();
  const { instant } = useFormat();
  return (
    <CardSection title={t("written.title")} testId="last-write">
      {run === null && (
        <Text as="p" tone="subdued">
          {t("written.nothing")}
        </Text>
      )}
      {run?.problem && (
        <Banner tone="critical" title={t("written.stopped")}>
          <Text as="p">{t(`written.problem.${run.problem.code}`, run.problem)}</Text>
          {run.problem.shopifyMessage && <Text as="p">{t("written.shopifySays", { message: run.problem.shopifyMessage })}</Text>}
        </Banner>
      )}
      {run && <Text as="p">{run.finishedAt ? t("written.at", { at: instant(run.finishedAt) }) : t("written.running")}</Text>}
      {run?.finishedAt && run.customers === 0 && !run.problem && <Text as="p">{t("written.upToDate")}</Text>}
      {run && run.customers > 0 && <WhatWasWritten {...run} />}
    </CardSection>
  );
}

function WhatWasWritten(run: LastWriteProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <List>
      <List.Item>{t("written.customers", { count: run.customers, number: count(run.customers) })}</List.Item>
      <List.Item>{t("written.tagsAdded", { count: run.tagsAdded, number: count(run.tagsAdded) })}</List.Item>
      <List.Item>{t("written.tagsRemoved", { count: run.tagsRemoved, number: count(run.tagsRemoved) })}</List.Item>
      <List.Item>{t("written.fields", { count: run.metafieldsSet, number: count(run.metafieldsSet) })}</List.Item>
      {run.refused > 0 && <List.Item>{t("written.refused", { count: run.refused, number: count(run.refused) })}</List.Item>}
    </List>
  );
}
