import { List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format.ts";
import { WriteTime } from "../write-time.tsx";
import type { Look } from "./use-look.ts";

/** What would be written, what it takes, and who would be left as they are. */
export function Foreseen({ changes, cost, left }: NonNullable<Look["seen"]>) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <>
      {changes.customers === 0 ? (
        <Text as="p">{t("preview.noWrites")}</Text>
      ) : (
        <>
          <List>
            <List.Item>{t("activity.dryRun.customers", { count: changes.customers, number: count(changes.customers) })}</List.Item>
            <List.Item>{t("written.tagsAdded", { count: changes.tagsAdded, number: count(changes.tagsAdded) })}</List.Item>
            <List.Item>{t("written.tagsRemoved", { count: changes.tagsRemoved, number: count(changes.tagsRemoved) })}</List.Item>
            <List.Item>{t("activity.dryRun.fields", { count: changes.metafields, number: count(changes.metafields) })}</List.Item>
          </List>
          <WriteTime cost={cost} />
        </>
      )}
      {left > 0 && <Text as="p">{t("activity.dryRun.left", { count: left, number: count(left) })}</Text>}
    </>
  );
}
