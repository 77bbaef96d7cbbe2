import { Button, InlineStack, Link, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SHOP_DATA_PARTS, type ShopDataPart } from "#app/compliance/shop-data.ts";
import type { Undone } from "../answer-or.ts";
import { CardSection } from "../card-section.tsx";
import { NoFile } from "../no-file.tsx";
import { useMay } from "../use-reader.ts";

export type DataExportProps = {
  /** Saves the part as a file; null once it is saved. */
  onDownload: (part: ShopDataPart) => Promise<Undone | null>;
};

/** Everything that is kept of the shop, to take along, and the way to have it all removed. */
export function DataExport({ onDownload }: DataExportProps) {
  const { t } = useTranslation();
  const mayDownload = useMay("read_customers");
  const [part, setPart] = useState<ShopDataPart>("orders");
  const [state, setState] = useState<Undone | "loading" | null>(null);
  const download = async () => {
    setState("loading");
    setState(await onDownload(part));
  };
  return (
    <CardSection title={t("dataExport.title")} testId="data-export">
      <Text as="p">{t("dataExport.meaning")}</Text>
      {state !== null && state !== "loading" && <NoFile why={state} />}
      <Select
        label={t("dataExport.part")}
        options={SHOP_DATA_PARTS.map((value) => ({ value, label: t(`shopData.${value}`) }))}
        value={part}
        onChange={(value) => setPart(SHOP_DATA_PARTS.find((it) => it === value) ?? part)}
      />
      <InlineStack>
        <Button onClick={download} disabled={!mayDownload} loading={state === "loading"}>
          {t("dataRequests.save")}
        </Button>
      </InlineStack>
      <Text as="p">{t("dataExport.removal")}</Text>
      <div>
        <Link url="/app/activity">{t("dataExport.toRemoval")}</Link>
      </div>
    </CardSection>
  );
}
