import { Banner, Box, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Permissions } from "#app/shops/permissions.ts";
import { useReader } from "./use-reader.ts";

/** Why the reader can change nothing here; nothing for those who can. */
export function ReadOnlyNote() {
  const { t } = useTranslation();
  const { permissions, asking, onAsk } = useReader();
  const missing = missingIn(permissions);
  if (missing === null) return null;
  return (
    <Box paddingBlockEnd="400">
      <div data-testid="read-only" data-missing={missing}>
        <Banner title={t(`readOnly.${missing}.title`)} action={{ content: t("readOnly.again"), onAction: onAsk, loading: asking }}>
          <Text as="p">{t(`readOnly.${missing}.text`)}</Text>
        </Banner>
      </div>
    </Box>
  );
}

/** The least that the reader is without. */
function missingIn(permissions: Permissions): "read_customers" | "write_customers" | "unknown" | null {
  if (permissions === null) return "unknown";
  if (permissions.includes("write_customers")) return null;
  return permissions.includes("read_customers") ? "write_customers" : "read_customers";
}
