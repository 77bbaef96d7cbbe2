import { BlockStack, Text } from "@shopify/polaris";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ChannelFigures } from "#app/acquisition/figures-by-channel.ts";
import type { LabelledValue } from "#app/insights/labelled-value.ts";
import { CardSection } from "../card-section.tsx";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";
import { useChannelLabel } from "./use-channel-label.ts";
import { useFigureText } from "./use-figure-text.ts";
import { How } from "./how.tsx";
import { RatioStanding } from "./ratio-standing.tsx";
import { lacksCosts, reasonOf } from "./reason-of.ts";
import { useReservations } from "./use-reservations.ts";

const HEADINGS = ["channel", "spend", "newCustomers", "cac", "lifetime", "net", "ratio", "payback", "romi", "largest"] as const;

type FigureName = Exclude<(typeof HEADINGS)[number], "channel" | "spend" | "newCustomers">;

type ChannelTableProps = {
  channels: ChannelFigures[];
  horizonDays: number;
  /** Of no channel: it is said once for all, above. */
  isSpendUnknown: boolean;
  /** None that counts for these months: it is noted in another currency. */
  isSpendUncounted: boolean;
};

export const ChannelTable = memo(function ChannelTable({ channels, horizonDays, isSpendUnknown, isSpendUncounted }: ChannelTableProps) {
  const { t } = useTranslation();
  const { count, money } = useFormat();
  /** Of a figure that no channel has there is no column: it waits for what is still to be entered. */
  const figureOf = (it: ChannelFigures, name: FigureName, beside?: ReactNode) =>
    channels.every((channel) => lacksCosts(channel[name])) ? null : (
      <>
        <Figure figure={it[name]} /> {beside}
      </>
    );
  const rows = channels.map((it) => [
    <ChannelName key="name" figures={it} isSpendUnknown={isSpendUnknown} />,
    isSpendUnknown ? null : it.spendMinor === null ? "–" : money(it.spendMinor),
    count(it.newCustomers),
    figureOf(it, "cac"),
    figureOf(it, "lifetime"),
    figureOf(it, "net"),
    figureOf(it, "ratio", it.ratio.standing && <RatioStanding standing={it.ratio.standing} />),
    figureOf(it, "payback"),
    figureOf(it, "romi"),
    figureOf(it, "largest"),
  ]);
  return (
    <CardSection title={t("acquisition.byChannel")} testId="channel-figures">
      <Text as="p">{t("acquisition.byChannelMeaning")}</Text>
      {channels.length === 0 ? (
        <Text as="p" tone="subdued">
          {isSpendUncounted ? t("acquisition.nobodyUncounted") : t("acquisition.nobody")}
        </Text>
      ) : (
        <NumberTable title={t("acquisition.byChannel")} headings={HEADINGS.map((it) => t(`acquisition.heading.${it}`))} words={[0]} rows={rows} />
      )}
      <How horizonDays={horizonDays} />
    </CardSection>
  );
});

/** A channel, and under it what has to be said of its figures. */
function ChannelName({ figures, isSpendUnknown }: { figures: ChannelFigures; isSpendUnknown: boolean }) {
  const { t } = useTranslation();
  const label = useChannelLabel();
  const reservations = useReservations()(figures);
  const { channel, isOwn, cac } = figures;
  const missing = cac.value === null && !isSpendUnknown ? reasonOf(cac) : null;
  const said = [...(isOwn ? [] : [t("acquisition.notOwn")]), ...(missing ? [t(`noFigureMeaning.${missing}`)] : []), ...reservations];
  return (
    <BlockStack>
      <span>{label(channel)}</span>
      {said.length > 0 && (
        <Text as="span" variant="bodySm" tone="subdued">
          {said.join(" ")}
        </Text>
      )}
    </BlockStack>
  );
}

/** What there is none of stands back; why stands with the channel, but for what may still come. */
function Figure({ figure }: { figure: LabelledValue }) {
  const text = useFigureText();
  if (figure.value !== null) return text(figure);
  return (
    <Text as="span" tone="subdued">
      {reasonOf(figure) === "not-reached" ? text(figure) : "–"}
    </Text>
  );
}
