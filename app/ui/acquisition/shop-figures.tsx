import { InlineGrid, Text } from "@shopify/polaris";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AcquisitionFigures } from "#app/acquisition/acquisition-figures.ts";
import type { ChannelFigures } from "#app/acquisition/figures-by-channel.ts";
import type { LabelledValue } from "#app/insights/labelled-value.ts";
import { subscriptionStanding } from "#app/insights/subscription-standing.ts";
import { CardSection } from "../card-section.tsx";
import { KeyNumber } from "../key-number.tsx";
import { useFormat } from "../use-format.ts";
import { useChannelLabel } from "./use-channel-label.ts";
import { useFigureText } from "./use-figure-text.ts";
import { RatioStanding } from "./ratio-standing.tsx";
import { lacksCosts, reasonOf } from "./reason-of.ts";
import { useReservations } from "./use-reservations.ts";

const CHANNELS_NAMED = 3;

type ShopFiguresProps = {
  figures: AcquisitionFigures;
  /** What they are together. */
  channels: ChannelFigures[];
};

/** The figures of all channels together, each with the numbers that it is made of; none that waits for what is still to be entered. */
export const ShopFigures = memo(function ShopFigures({ figures, channels }: ShopFiguresProps) {
  const { t } = useTranslation();
  const { estimate, money, count, decimal, list } = useFormat();
  const label = useChannelLabel();
  const reservationsOf = useReservations();
  const { cac, lifetime, net, ratio, payback, romi, largest } = figures;
  if ([cac, net, ratio, payback, romi, largest].every(lacksCosts)) return null;
  const rounded = (minor: number | null | undefined) => money(Math.round(minor ?? 0));
  const factor = (of: LabelledValue, name: keyof LabelledValue["factors"]) => of.factors[name]?.value ?? 0;
  const bought = { count: figures.newCustomers, number: count(figures.newCustomers) };
  const subscription = ratio.business === "saas" ? subscriptionStanding(payback) : null;
  const usual = t("acquisition.usual", { business: t(`business.${ratio.business}`), from: decimal(factor(ratio, "bandFrom")), to: decimal(factor(ratio, "bandTo")) });
  const watched = factor(payback, "customersObserved");
  const reservations = reservationsOf(figures);
  const costless = figures.spendMinor === null ? [] : costlessOf(channels).map(({ channel }) => label(channel));
  if (costless.length > 0) {
    const others = costless.length - CHANNELS_NAMED;
    const named = costless.slice(0, CHANNELS_NAMED);
    if (others > 0) named.push(t("acquisition.reservation.otherChannels", { count: others, number: count(others) }));
    reservations.push(t("acquisition.reservation.someChannels", { channels: list(named) }));
  }
  return (
    <CardSection title={t("acquisition.all")} testId="shop-figures">
      <InlineGrid columns={{ xs: 1, sm: 2, lg: 3 }} gap="500">
        <Figure of="cac" figure={cac} meaning={t("acquisition.cacOf", { ...bought, spend: rounded(figures.spendMinor) })} />
        <Figure of="net" figure={net} meaning={t("acquisition.netOf", { lifetime: estimate(lifetime.value ?? 0), cac: rounded(cac.value) })} />
        <Figure of="ratio" figure={ratio} always={usual}>
          {ratio.standing && (
            <div>
              <RatioStanding standing={ratio.standing} />
            </div>
          )}
        </Figure>
        <Figure of="payback" figure={payback} meaning={t("acquisition.paybackOf", { count: watched, number: count(watched) })}>
          {subscription && (
            <Text as="p" variant="bodySm">
              {t(`acquisition.subscription.${subscription}`)}
            </Text>
          )}
        </Figure>
        <Figure of="romi" figure={romi} meaning={t("acquisition.romiOf", { margin: rounded(factor(romi, "marginSoFar")), spend: rounded(figures.spendMinor) })} />
        <Figure of="largest" figure={largest} meaning={t("acquisition.largestOf", { lifetime: estimate(lifetime.value ?? 0), ratio: decimal(factor(largest, "bandTo")) })} />
      </InlineGrid>
      {reservations.length > 0 && (
        <Text as="p" tone="subdued">
          {reservations.join(" ")}
        </Text>
      )}
    </CardSection>
  );
});

/** Whose customers count while nobody knows what they cost: unless spend is noted by other names, which may be for them. */
function costlessOf(channels: ChannelFigures[]): ChannelFigures[] {
  const isByOtherNames = channels.some(({ isOwn, spendMinor }) => !isOwn && spendMinor !== null);
  return isByOtherNames ? [] : channels.filter(({ channel, spendMinor }) => channel.kind === "named" && spendMinor === null);
}

type FigureProps = {
  of: "cac" | "net" | "ratio" | "payback" | "romi" | "largest";
  figure: LabelledValue;
  /** What it is made of; where there is none, why is said instead. */
  meaning?: string;
  /** Said also where there is none. */
  always?: string;
  children?: ReactNode;
};

function Figure({ of, figure, meaning, always, children }: FigureProps) {
  const { t } = useTranslation();
  const figureText = useFigureText();
  if (lacksCosts(figure)) return null;
  const said = [figure.value === null ? t(`noFigureMeaning.${reasonOf(figure)}`) : meaning, always].filter(Boolean).join(" ");
  return (
    <KeyNumber testId={of} name={t(`acquisition.${of}`)} value={figureText(figure)} meaning={said}>
      {children}
    </KeyNumber>
  );
}
