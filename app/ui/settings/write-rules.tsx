import { BlockStack, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MOST_CAP_CUSTOMERS, WriteSettings } from "#app/tags/write-settings.ts";
import { CardSection } from "../card-section.tsx";
import { ChangeButton } from "../change-button.tsx";
import { useFormat } from "../use-format.ts";
import { useMay } from "../use-reader.ts";

export type WriteRulesProps = {
  settings: WriteSettings;
  /** Tags of so many customers, a kind each, are left alone after a change by hand. */
  leftAlone: number;
  sending: boolean;
  onSave: (settings: WriteSettings) => void;
  onResumeAll: () => void;
};

/** How the app may write to customers, for the merchant to set. */
export function WriteRules({ settings, leftAlone, sending, onSave, onResumeAll }: WriteRulesProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  const { count } = useFormat();
  const [handChanges, setHandChanges] = useState<string>(settings.handChanges);
  const [percent, setPercent] = useState(String(settings.capPercent));
  const [customers, setCustomers] = useState(String(settings.capCustomers));
  const typed = WriteSettings.safeParse({ handChanges, capPercent: wholeOf(percent), capCustomers: wholeOf(customers) });
  const isChanged = JSON.stringify(typed.data) !== JSON.stringify(settings);
  return (
    <CardSection title={t("writeRules.title")} testId="write-rules">
      <BlockStack gap="300">
        <Select
          label={t("writeRules.handChanges")}
          helpText={t("writeRules.handChangesMeaning")}
          options={[{ value: "restore", label: t("writeRules.restore") }, { value: "respect", label: t("writeRules.respect") }]}
          disabled={!mayChange}
          value={handChanges}
          onChange={setHandChanges}
        />
        {leftAlone > 0 && (
          <BlockStack gap="100">
            <Text as="p">{t("writeRules.leftAlone", { count: leftAlone, number: count(leftAlone) })}</Text>
            <InlineStack>
              <ChangeButton onClick={onResumeAll} disabled={sending}>{t("writeRules.resumeAll")}</ChangeButton>
            </InlineStack>
          </BlockStack>
        )}
        <Text as="p">{t("writeRules.cap")}</Text>
        <TextField label={t("writeRules.customers")} type="integer" autoComplete="off" disabled={!mayChange} value={customers} onChange={setCustomers} />
        <TextField label={t("writeRules.percent")} helpText={t("writeRules.capMeaning")} type="integer" suffix="%" autoComplete="off" disabled={!mayChange} value={percent} onChange={setPercent} />
        {typed.error && <Text as="p" tone="critical">{t("writeRules.wrong", { most: count(MOST_CAP_CUSTOMERS) })}</Text>}
        <InlineStack>
          <ChangeButton onClick={() => typed.data && onSave(typed.data)} disabled={!typed.success || !isChanged} loading={sending}>{t("writeRules.save")}</ChangeButton>
        </InlineStack>
      </BlockStack>
    </CardSection>
  );
}

/** Of what is no whole number none is made: an empty field is not zero. */
function wholeOf(text: string): number | null {
  return /^\d+$/.test(text.trim()) ? Number(text) : null;
}
