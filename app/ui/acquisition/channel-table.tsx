import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ChannelFigures } from "#app/acquisition/figures-by-channel.ts";
import { CardSection } from "../card-section.tsx";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";
import { FigureText } from "./figure-text.tsx";
import { RatioStanding } from "./ratio-standing.tsx";
import { useReservations } from "./use-reservations.ts";

/** The column of words: what has to be said beside a channel's figures. */
const SAID_BESIDE = 10;

export function ChannelTable({ channels }: { channels: ChannelFigures[] }) {
  const { t } = useTranslation();
  const { count, money } = useFormat();
  const reservationsOf = useReservations();
  const rows = channels.map((it) => [
    <ChannelName key="name" {...it} />,
    it.spendMinor === null ? "–" : money(it.spendMinor),
    count(it.newCustomers),
    <FigureText key="cac" figure={it.cac} />,
    <FigureText key="lifetime" figure={it.lifetime} />,
    <FigureText key="net" figure={it.net} />,
    <InlineStack key="ratio" gap="100" align="end" wrap={false}>
      <FigureText figure={it.ratio} />
      {it.ratio.standing && <RatioStanding standing={it.ratio.standing} />}
    </InlineStack>,
    <FigureText key="payback" figure={it.payback} />,
    <FigureText key="romi" figure={it.romi} />,
    <FigureText key="largest" figure={it.largest} />,
    reservationsOf(it).join(" "),
  ]);
  const headings = (["channel", "spend", "newCustomers", "cac", "lifetime", "net", "ratio", "payback", "romi", "largest", "beside"] as const).map((it) => t(`acquisition.${it}`));
  return (
    <CardSection title={t("acquisition.byChannel")} testId="channel-figures">
      <Text as="p">{t("acquisition.byChannelMeaning")}</Text>
      {channels.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("acquisition.nobody")}
        </Text>
      ) : (
        <NumberTable title={t("acquisition.byChannel")} headings={headings} rows={rows} words={[SAID_BESIDE]} />
      )}
    </CardSection>
  );
}

function ChannelName({ channel, isOwn }: Pick<ChannelFigures, "channel" | "isOwn">) {
  const { t } = useTranslation();
  if (channel.kind !== "named") return t(`acquisition.${channel.kind}`);
  if (isOwn) return channel.name;
  return (
    <BlockStack>
      <span>{channel.name}</span>
      <Text as="span" variant="bodySm" tone="subdued">
        {t("acquisition.notOwn")}
      </Text>
    </BlockStack>
  );
}
