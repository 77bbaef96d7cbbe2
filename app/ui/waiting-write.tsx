import { Banner, BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Asked, Found } from "#app/tags/asked.ts";
import { ChangeButton } from "./change-button.tsx";
import { useFormat } from "./use-format.ts";

export type WaitingWriteProps = {
  asked: Asked;
  /** So many customers have theirs already, since they ordered. */
  meanwhile: number;
  sending: boolean;
  onDecide: (approval: "given" | "refused") => void;
};

/** A write run that would change more than the shop's cap allows, or take over tags that may be somebody else's. */
export function WaitingWrite({ asked: { customers, cap, changes, found }, meanwhile, sending, onDecide }: WaitingWriteProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const isAboveCap = changes.retagged > cap;
  const retagged = t("waitingWrite.title", { count: changes.retagged, number: count(changes.retagged), of: count(customers) });
  const carried = found && t("waitingWrite.found", { count: found.customers, number: count(found.customers) });
  const tagsWith = (counted: (tag: Found["tags"][number]) => number) =>
    found?.tags.filter((it) => counted(it) > 0).map((it) => `${it.tag} (${count(counted(it))})`).join(", ");
  return (
    <div data-testid="waiting-write">
      <Banner tone="warning" title={isAboveCap ? retagged : carried}>
        <BlockStack gap="200">
          {isAboveCap && <Text as="p">{t("waitingWrite.why", { cap: count(cap) })}</Text>}
          <Text as="p">
            {t("waitingWrite.changes", { added: count(changes.tagsAdded), removed: count(changes.tagsRemoved), fields: count(changes.metafields) })}
          </Text>
          {meanwhile > 0 && <Text as="p">{t("waitingWrite.meanwhile", { count: meanwhile, number: count(meanwhile) })}</Text>}
          {found && (
            <>
              {isAboveCap && <Text as="p" fontWeight="semibold">{carried}</Text>}
              <Text as="p">
                {t("waitingWrite.foundMeaning", { tags: tagsWith((it) => it.customers) })}
              </Text>
              {found.leaving !== undefined && found.leaving > 0 && (
                <Text as="p">
                  {t(`waitingWrite.${changes.tagsRemoved > 0 ? "foundLeavingBeside" : "foundLeaving"}`, {
                    count: found.leaving, number: count(found.leaving), tags: tagsWith(({ leaving = 0 }) => leaving),
                  })}
                </Text>
              )}
              <Text as="p">{t("waitingWrite.foundYes")}</Text>
            </>
          )}
          <InlineStack gap="200">
            <ChangeButton variant="primary" loading={sending} onClick={() => onDecide("given")}>{t("waitingWrite.approve")}</ChangeButton>
            <ChangeButton disabled={sending} onClick={() => onDecide("refused")}>{t("waitingWrite.refuse")}</ChangeButton>
          </InlineStack>
        </BlockStack>
      </Banner>
    </div>
  );
}
