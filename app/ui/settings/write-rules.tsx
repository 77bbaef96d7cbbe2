import { BlockStack, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { HAND_CHANGES, MOST_CAP } from "#app/tags/write-limits.ts";
import type { WriteSettings } from "#app/tags/write-settings.ts";
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
  const [handChanges, setHandChanges] = useState(settings.handChanges);
  const [percent, setPercent] = useState(String(settings.capPercent));
  const [customers, setCustomers] = useState(String(settings.capCustomers));
  const [capPercent, capCustomers] = [wholeUpTo(percent, MOST_CAP.percent), wholeUpTo(customers, MOST_CAP.customers)];
  const typed = capPercent === null || capCustomers === null ? null : { handChanges, capPercent, capCustomers };
  const isChanged = JSON.stringify(typed) !== JSON.stringify(settings);
  return (
    <CardSection title={t("writeRules.title")} testId="write-rules">
      <BlockStack gap="300">
        <Select
          label={t("writeRules.handChanges")}
          helpText={t("writeRules.handChangesMeaning")}
          options={HAND_CHANGES.map((value) => ({ value, label: t(`writeRules.${value}`) }))}
          disabled={!mayChange}
          value={handChanges}
          onChange={(value: typeof handChanges) => setHandChanges(value)}
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
        <TextField label={t("writeRules.customers")} inputMode="numeric" autoComplete="off" disabled={!mayChange} value={customers} onChange={setCustomers} />
        <TextField label={t("writeRules.percent")} helpText={t("writeRules.capMeaning")} inputMode="numeric" suffix="%" autoComplete="off" disabled={!mayChange} value={percent} onChange={setPercent} />
        {typed === null && <Text as="p" tone="critical">{t("writeRules.wrong", { most: count(MOST_CAP.customers) })}</Text>}
        <InlineStack>
          <ChangeButton onClick={() => typed && onSave(typed)} disabled={typed === null || !isChanged} loading={sending}>{t("writeRules.save")}</ChangeButton>
        </InlineStack>
      </BlockStack>
    </CardSection>
  );
}

/** Of what is no whole number none is made: an empty field is not zero. */
function wholeUpTo(text: string, most: number): number | null {
  return /^\d+$/.test(text.trim()) && Number(text) <= most ? Number(text) : null;
}
