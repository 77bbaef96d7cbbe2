import { Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CardSection } from "../card-section.tsx";
import { NoFile } from "../no-file.tsx";
import { useMay } from "../use-reader.ts";
import { Foreseen } from "./foreseen.tsx";
import type { Look } from "./use-look.ts";

const WRITE = { writing: "on" } as const;

/** What a run would write now, without writing it. */
export function DryRun({ seen, isLooking, noFile, onLook, onDownload }: Look) {
  const { t } = useTranslation();
  const mayLook = useMay("read_customers");
  return (
    <CardSection title={t("activity.dryRun.title")} testId="dry-run">
      <Text as="p">{t("activity.dryRun.meaning")}</Text>
      {noFile && <NoFile why={noFile} />}
      {seen && <Foreseen {...seen} />}
      <InlineStack gap="200">
        <Button loading={isLooking} disabled={!mayLook} onClick={() => onLook(WRITE)}>
          {t("activity.dryRun.look")}
        </Button>
        <Button disabled={!mayLook} onClick={() => onDownload(WRITE)}>
          {t("activity.dryRun.download")}
        </Button>
      </InlineStack>
    </CardSection>
  );
}
