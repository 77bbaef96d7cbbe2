import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { ExportIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { comparesGroups, type CohortsQuery } from "#app/views/cohorts-query.ts";
import type { CohortsView } from "#app/views/cohorts.view.server.ts";
import type { Undone } from "../answer-or.ts";
import { AppPage } from "../app-page.tsx";
import { BetweenCards } from "../between-cards.tsx";
import { CardSection } from "../card-section.tsx";
import { NoFile } from "../no-file.tsx";
import { useFormat } from "../use-format.ts";
import { CohortControls, type CohortsChange } from "./cohort-controls.tsx";
import { CohortsOfGroup } from "./cohorts-of-group.tsx";
import { GroupsSideBySide } from "./groups-side-by-side.tsx";
import { MeasureNote } from "./measure-note.tsx";

type CohortsPageProps = CohortsView & {
  /** What has been chosen, which `query` becomes when it is here. */
  chosen: CohortsQuery;
  /** Something else has been chosen and is not here yet. */
  loading: boolean;
  onChange: (change: CohortsChange) => void;
  /** Null once the file is saved. */
  onDownload: () => Promise<Undone | null>;
};

export function CohortsPage({ query, chosen, grossMargin, isScored, isBehind, shown, loading, onChange, onDownload }: CohortsPageProps) {
  const { t } = useTranslation();
  const { instant } = useFormat();
  const [noFile, setNoFile] = useState<Undone | null>(null);
  const download = async () => {
    setNoFile(null);
    setNoFile(await onDownload());
  };
  const isDrawn = shown !== null && shown.cohorts.length + shown.compared.length > 0;
  // Of a group that has gone there are no cohorts, of its cut there are other groups.
  const hasChoice = isDrawn || (shown !== null && shown.choices.length > 0);
  return (
    <AppPage
      section="cohorts"
      fullWidth
      title={t("cohorts.title")}
      subtitle={shown ? t("cohorts.computedAt", { at: instant(shown.computedAt) }) : undefined}
      secondaryActions={isDrawn ? [{ content: t("cohorts.export"), icon: ExportIcon, onAction: () => void download() }] : []}
    >
      <BlockStack gap="400">
        {noFile && <NoFile why={noFile} />}
        {shown === null && (
          <CardSection title={t("cohorts.none")} testId="no-cohorts">
            <Text as="p">{isScored ? t("cohorts.nextRun") : t("cohorts.noneMeaning")}</Text>
          </CardSection>
        )}
        {shown && isBehind && (
          <BetweenCards>
            <Text as="p" tone="subdued">
              {t("cohorts.behind")}
            </Text>
          </BetweenCards>
        )}
        {shown && hasChoice && (
          <div aria-busy={loading}>
            <Card>
              <BlockStack gap="300">
                <CohortControls
                  query={chosen}
                  hasMargin={grossMargin !== null}
                  currency={shown.currency}
                  choices={chosen.cut === query.cut ? shown.choices : []}
                  onChange={onChange}
                />
                <MeasureNote query={query} grossMargin={grossMargin} hasCosts={shown.all.costMinor !== null} whyCostless={shown.whyCostless} />
                {query.cut !== null && shown.choices.every(({ kind }) => kind === "unknown") && <Text as="p">{t("cohorts.cutUnknown")}</Text>}
                {!isDrawn && <Text as="p">{t("cohorts.missing")}</Text>}
              </BlockStack>
            </Card>
          </div>
        )}
        {shown && !hasChoice && (
          <CardSection title={t("cohorts.nobody")} testId="nobody">
            <Text as="p">{t("cohorts.nobodyMeaning")}</Text>
          </CardSection>
        )}
        {isDrawn && (
          <>
            {comparesGroups(query)
              ? <GroupsSideBySide query={query} cut={query.cut} {...shown} />
              : <CohortsOfGroup query={query} {...shown} />}
            <BetweenCards>
              <Text as="p" tone="subdued">
                {t("cohorts.who")} <Link url="/app/segments">{t("cohorts.toRule")}</Link>
              </Text>
            </BetweenCards>
          </>
        )}
      </BlockStack>
    </AppPage>
  );
}
