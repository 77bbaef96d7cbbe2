import { BlockStack, Divider, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CardSection } from "../card-section.tsx";
import { useFormat } from "../use-format.ts";
import { useStaffWords } from "../use-staff-words.ts";
import { type Change, useChangeWords } from "./use-change-words.ts";

export type VersionsProps = {
  versions: { version: number; changedAt: string; staffId: string | null; changes: Change[] }[];
  /** Whose page this is. */
  reader: string | null;
};

/** Who changed what the tags mean, when, and what about it. */
export function Versions({ versions, reader }: VersionsProps) {
  const { t } = useTranslation();
  const { instant } = useFormat();
  const words = useChangeWords();
  const whose = useStaffWords(reader);
  return (
    <CardSection title={t("versions.title")} testId="versions">
      {versions.length === 0 && <Text as="p">{t("versions.none")}</Text>}
      {versions.map(({ version, changedAt, staffId, changes }) => (
        <BlockStack key={version} gap="200">
          <Divider />
          <Text as="p" tone="subdued">
            {t("versions.one", { version, at: instant(changedAt), who: whose(staffId) })}
          </Text>
          <List>
            {changes.map((change) => (
              <List.Item key={change.place}>{words(change)}</List.Item>
            ))}
          </List>
        </BlockStack>
      ))}
    </CardSection>
  );
}
