import { Banner, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { WriteKind } from "#app/tags/writing.ts";
import { useFormat } from "../use-format.ts";
import { useMay } from "../use-reader.ts";
import { useStaffWords } from "../use-staff-words.ts";

export type WritingOffProps = {
  /** Why writing is off: after an undo or a removal, or because somebody said so. */
  kind: Exclude<WriteKind, "write"> | "pause";
  /** Since when, and by whom. */
  since: string | null;
  by: string | null;
  /** Whose page this is. */
  reader: string;
  /** Whom that had to leave as they are, some of them by number. */
  customers: number;
  examples: string[];
  /** Names of segments that Shopify did not delete, with what it said. */
  segments: string[];
  sending: boolean;
  onSwitchOn: () => void;
};

/** That nothing is written, why, and what is left. */
export function WritingOff({ kind, since, by, reader, customers, examples, segments, sending, onSwitchOn }: WritingOffProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  const { count, instant } = useFormat();
  const whose = useStaffWords(reader);
  const how = ({ removal: "removed", undo: "undone", pause: "paused" } as const)[kind];
  return (
    <div data-testid="writing-off">
      <Banner tone="info" title={t(`activity.off.${how}`)} action={{ content: t("activity.off.on"), onAction: onSwitchOn, loading: sending, disabled: !mayChange }}>
        <BlockStack gap="200">
          {since !== null && <Text as="p">{t(`activity.off.${how}By`, { at: instant(since), who: whose(by) })}</Text>}
          <Text as="p">{t(`activity.off.${how}Meaning`)}</Text>
          {customers > 0 && <Text as="p">{t(`activity.off.${kind === "removal" ? "removed" : "undone"}Left`, { count: customers, number: count(customers) })}</Text>}
          {examples.length > 0 && (
            <InlineStack gap="200">
              {examples.map((id) => (
                <Link key={id} url={`/app/customers/${id}`}>
                  {id}
                </Link>
              ))}
            </InlineStack>
          )}
          {segments.length > 0 && <Text as="p">{t("activity.off.segments", { names: segments.join(", ") })}</Text>}
        </BlockStack>
      </Banner>
    </div>
  );
}
