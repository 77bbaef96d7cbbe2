import { List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format.ts";
import { WriteTime } from "../write-time.tsx";
import type { Look } from "./use-look.ts";

/** What would be written, what it takes, and who would be left as they are. */
export function Foreseen({ changes, cost, left, removal }: NonNullable<Look["seen"]>) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const counted = (what: "segments" | "definitions", number: number) => <List.Item>{t(`activity.dryRun.${what}`, { count: number, number: count(number) })}</List.Item>;
  return (
    <>
      {changes.customers === 0 && removal === null ? (
        <Text as="p">{t("preview.noWrites")}</Text>
      ) : (
        <>
          <List>
            <List.Item>{t("activity.dryRun.customers", { count: changes.customers, number: count(changes.customers) })}</List.Item>
            <List.Item>{t("written.tagsAdded", { count: changes.tagsAdded, number: count(changes.tagsAdded) })}</List.Item>
            <List.Item>{t("written.tagsRemoved", { count: changes.tagsRemoved, number: count(changes.tagsRemoved) })}</List.Item>
            <List.Item>{t("activity.dryRun.fields", { count: changes.metafields, number: count(changes.metafields) })}</List.Item>
            {removal?.segments.status === "read" && counted("segments", removal.segments.data)}
            {removal?.definitions.status === "read" && counted("definitions", removal.definitions.data)}
          </List>
          <WriteTime cost={cost} />
        </>
      )}
      {removal && <BesideCustomers {...removal} />}
      {left > 0 && <Text as="p">{t("activity.dryRun.left", { count: left, number: count(left) })}</Text>}
    </>
  );
}

type Removal = NonNullable<NonNullable<Look["seen"]>["removal"]>;

/** What a removal may take with it beyond what is counted. */
function BesideCustomers({ segments, definitions, found }: Removal) {
  const { t } = useTranslation();
  const isUncounted = segments.status === "unavailable" || definitions.status === "unavailable";
  return (
    <>
      {isUncounted && <Text as="p">{t("activity.dryRun.uncounted")}</Text>}
      {found.status === "unavailable" && <Text as="p">{t("activity.dryRun.unfound")}</Text>}
      {found.status === "read" && found.data.length > 0 && <Text as="p">{t("activity.dryRun.found", { tags: found.data.join(", ") })}</Text>}
    </>
  );
}
