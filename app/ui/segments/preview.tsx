import { BlockStack, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { PreviewAnswer } from "#app/tags/preview-definition.server.ts";
import { CardSection } from "../card-section.tsx";
import { useFormat } from "../use-format.ts";
import { AlikeNote } from "./alike-note.tsx";
import { ForeignTags } from "./foreign-tags.tsx";
import { PreviewMovers } from "./preview-movers.tsx";
import { PreviewTags } from "./preview-tags.tsx";
import { PreviewWrites } from "./preview-writes.tsx";
import type { PreviewState } from "./use-preview.ts";

type PreviewProps = PreviewState & { isChanged: boolean };

/** What the draft would do, before it is saved. */
export function Preview({ answer, isFresh, isChanged }: PreviewProps) {
  const { t } = useTranslation();
  return (
    <CardSection title={t("preview.title")} testId="preview">
      <div aria-live="polite" aria-busy={isChanged && !isFresh} data-fresh={isFresh}>
        <BlockStack gap="300">
          {isChanged && !isFresh && (
            <InlineStack gap="200" blockAlign="center">
              <Spinner size="small" />
              <Text as="span">{t("preview.looking")}</Text>
            </InlineStack>
          )}
          {!isChanged && <Text as="p">{t("preview.nothing")}</Text>}
          {answer?.kind === "failed" && <Text as="p">{t("preview.failed")}</Text>}
          {answer?.kind === "refused" && <Text as="p">{t("preview.refused")}</Text>}
          {answer?.kind === "no-run" && <Text as="p">{t("preview.noRun")}</Text>}
          {answer?.kind === "previewed" && <Previewed {...answer} />}
        </BlockStack>
      </div>
    </CardSection>
  );
}

function Previewed({ customers, sampled, tags, moves, movers, writes, cost, alike, foreign }: Extract<PreviewAnswer, { kind: "previewed" }>) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <BlockStack gap="400">
      <div data-testid="preview-moves">
        <Text as="p" fontWeight="semibold">
          {moves === 0 ? t("preview.nobodyMoves") : t("preview.moves", { count: moves, number: count(moves) })}
        </Text>
      </div>
      {sampled < customers && (
        <Text as="p" tone="subdued">
          {t("preview.sampled", { sampled: count(sampled), customers: count(customers) })}
        </Text>
      )}
      {movers.length > 0 && <PreviewMovers movers={movers} />}
      <ForeignTags foreign={foreign} />
      <PreviewTags tags={tags} />
      <AlikeNote alike={alike} />
      <PreviewWrites writes={writes} cost={cost} />
    </BlockStack>
  );
}
