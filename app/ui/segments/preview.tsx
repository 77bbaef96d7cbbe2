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

/** What the draft would do, before it is saved. A screen reader is told the first line; the rest is there to be read. */
export function Preview({ answer, isFresh, isChanged }: PreviewProps) {
  const { t } = useTranslation();
  const isLooking = isChanged && !isFresh;
  return (
    <CardSection title={t("preview.title")} testId="preview">
      <div aria-live="polite" data-testid="preview-status">
        <InlineStack gap="200" blockAlign="center" wrap={false}>
          {isLooking && <Spinner size="small" />}
          <Text as="p" fontWeight={answer?.kind === "previewed" ? "semibold" : "regular"}>
            {isLooking ? t("preview.looking") : <Status answer={answer} />}
          </Text>
        </InlineStack>
      </div>
      {answer?.kind === "previewed" && <Previewed {...answer} />}
    </CardSection>
  );
}

function Status({ answer }: Pick<PreviewState, "answer">) {
  const { t } = useTranslation();
  const { count } = useFormat();
  if (answer === null) return t("preview.nothing");
  if (answer.kind === "forbidden") return answer.sentence;
  if (answer.kind !== "previewed") return t(`preview.${answer.kind}`);
  return answer.moves === 0 ? t("preview.nobodyMoves") : t("preview.moves", { count: answer.moves, number: count(answer.moves) });
}

function Previewed({ customers, sampled, isCarriedOver, tags, movers, writes, cost, alike, foreign }: Extract<PreviewAnswer, { kind: "previewed" }>) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <BlockStack gap="400">
      {sampled < customers && (
        <Text as="p" tone="subdued">
          {t("preview.sampled", { sampled: count(sampled), customers: count(customers) })}
        </Text>
      )}
      {isCarriedOver && (
        <Text as="p" tone="subdued">
          {t("preview.carriedOver")}
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
