import { Banner, Button, InlineStack, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Asked } from "#app/tags/asked.ts";
import { CardSection } from "../card-section.tsx";
import { useFormat } from "../use-format.ts";
import { useMay } from "../use-reader.ts";

export type DryRunProps = {
  /** Null before it was asked for. */
  changes: Asked["changes"] | null;
  looking: boolean;
  /** The file could not be fetched. */
  failed: boolean;
  onLook: () => void;
  onDownload: () => void;
};

/** What a run would write now, without writing it. */
export function DryRun({ changes, looking, failed, onLook, onDownload }: DryRunProps) {
  const { t } = useTranslation();
  const mayLook = useMay("read_customers");
  const { count } = useFormat();
  return (
    <CardSection title={t("activity.dryRun.title")} testId="dry-run">
      <Text as="p">{t("activity.dryRun.meaning")}</Text>
      {failed && <Banner tone="critical">{t("activity.dryRun.failed")}</Banner>}
      {changes && (
        <List>
          <List.Item>{t("activity.dryRun.customers", { count: changes.customers, number: count(changes.customers) })}</List.Item>
          <List.Item>{t("written.tagsAdded", { count: changes.tagsAdded, number: count(changes.tagsAdded) })}</List.Item>
          <List.Item>{t("written.tagsRemoved", { count: changes.tagsRemoved, number: count(changes.tagsRemoved) })}</List.Item>
          <List.Item>{t("activity.dryRun.fields", { count: changes.metafields, number: count(changes.metafields) })}</List.Item>
        </List>
      )}
      <InlineStack gap="200">
        <Button loading={looking} disabled={!mayLook} onClick={onLook}>
          {t("activity.dryRun.look")}
        </Button>
        <Button disabled={!mayLook} onClick={onDownload}>{t("activity.dryRun.download")}</Button>
      </InlineStack>
    </CardSection>
  );
}
