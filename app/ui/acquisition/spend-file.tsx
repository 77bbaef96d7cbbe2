import { Banner, BlockStack, Button, DropZone, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LARGEST_FILE_BYTES } from "#app/acquisition/spend.ts";
import type { Undone } from "../answer-or.ts";
import { NoFile } from "../no-file.tsx";
import { useMay } from "../use-reader.ts";
import { FileReport, type FileReportProps } from "./file-report.tsx";

export type SpendFileProps = Omit<FileReportProps, "report"> & {
  /** What the file that was handed over holds; null before, and once it is noted. */
  report: FileReportProps["report"] | null;
  /** A file is being looked at. */
  looking: boolean;
  onFile: (text: string) => void;
  /** Null once the file is saved. */
  onTemplate: () => Promise<Undone | null>;
};

/** Spend from a file: a template to fill in, and what a file holds before it is noted. */
export function SpendFile({ report, looking, sending, onFile, onNote, onDismiss, onTemplate }: SpendFileProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  const [noTemplate, setNoTemplate] = useState<Undone | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const download = async () => {
    setNoTemplate(null);
    setNoTemplate(await onTemplate());
  };
  const drop = async (files: File[]) => {
    const [file] = files;
    if (!file) return;
    setTooLarge(file.size > LARGEST_FILE_BYTES);
    if (file.size <= LARGEST_FILE_BYTES) onFile(await file.text());
  };
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {t("spendFile.title")}
      </Text>
      <Text as="p">{t("spendFile.meaning")}</Text>
      <div>
        <Button onClick={download}>{t("spendFile.template")}</Button>
      </div>
      {noTemplate && <NoFile why={noTemplate} />}
      <DropZone
        label={t("spendFile.drop")}
        labelHidden
        accept=".csv,.txt,text/csv,text/plain"
        type="file"
        allowMultiple={false}
        disabled={looking || sending || !mayChange}
        onDrop={(_files, accepted) => void drop(accepted)}
      >
        <DropZone.FileUpload actionTitle={t("spendFile.choose")} actionHint={t("spendFile.hint")} />
      </DropZone>
      {tooLarge && (
        <div data-testid="file-too-large">
          <Banner tone="critical">{t("spendFile.refused.size")}</Banner>
        </div>
      )}
      {report && !tooLarge && <FileReport report={report} sending={sending} onNote={onNote} onDismiss={onDismiss} />}
    </BlockStack>
  );
}
