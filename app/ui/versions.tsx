import { BlockStack, Divider, List, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CardSection } from "./card-section.tsx";
import { useFormat } from "./use-format.ts";
import { useStaffWords } from "./use-staff-words.ts";

type VersionsProps<Version> = {
  testId: string;
  /** What is said where nothing was changed yet. */
  none: string;
  versions: Version[];
  /** Whose page this is. */
  reader: string;
  /** What a version changed, as items of a list. */
  children: (version: Version) => ReactNode;
};

/** Who changed something when, and what about it. */
export function Versions<Version extends { version: number; changedAt: string; staffId: string | null }>(props: VersionsProps<Version>) {
  const { testId, none, versions, reader, children } = props;
  const { t } = useTranslation();
  const { instant } = useFormat();
  const whose = useStaffWords(reader);
  return (
    <CardSection title={t("versions.title")} testId={testId}>
      {versions.length === 0 && <Text as="p">{none}</Text>}
      {versions.map((it) => (
        <BlockStack key={it.version} gap="200">
          <Divider />
          <Text as="p" tone="subdued">
            {t("versions.one", { version: it.version, at: instant(it.changedAt), who: whose(it.staffId) })}
          </Text>
          <List>{children(it)}</List>
        </BlockStack>
      ))}
    </CardSection>
  );
}
