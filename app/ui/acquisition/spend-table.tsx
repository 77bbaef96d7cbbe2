import { BlockStack, TextField, Text } from "@shopify/polaris";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CostProblem } from "#app/acquisition/check-costs.ts";
import { foldChannel, spendKey, type SpendProblem } from "#app/acquisition/spend.ts";
import { channelCalled, channelName } from "../channel-name.ts";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";
import { useMay } from "../use-reader.ts";
import { AddChannel } from "./add-channel.tsx";
import type { CostsDraft } from "./use-costs-draft.ts";
import { useProblemWords } from "./use-problem-words.ts";

export type SpendTableProps = Pick<CostsDraft, "amountAt" | "setAmount"> & {
  months: string[];
  /** Channels that have a column. */
  columns: string[];
  problems: readonly CostProblem[];
};

/** An amount for each month and channel. */
export function SpendTable({ months, columns, amountAt, setAmount, problems }: SpendTableProps) {
  const { t } = useTranslation();
  const { month } = useFormat();
  const [added, setAdded] = useState<string[]>([]);
  const known = new Set(columns.map(foldChannel));
  const channels = [...columns, ...added.filter((channel) => !known.has(foldChannel(channel)))];
  const amountOf = (of: string, channel: string) => {
    const place = { month: of, channel };
    const typed = amountAt(place);
    return <Amount key={channel} {...place} typed={typed} setAmount={setAmount} problem={problemAt(problems, place, typed)} />;
  };
  const rows = months.toReversed().map((of) => [
    <span key="month" style={{ whiteSpace: "nowrap" }}>
      {month(of)}
    </span>,
    ...channels.map((channel) => amountOf(of, channel)),
  ]);
  return (
    <BlockStack gap="300">
      {channels.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("costs.noChannels")}
        </Text>
      ) : (
        <NumberTable title={t("costs.spend")} headings={[t("costs.month"), ...channels.map((channel) => channelName(t, channel))]} rows={rows} />
      )}
      <AddChannel
        onAdd={(name) => {
          const channel = channelCalled(t, name);
          setAdded((before) => [...before.filter((it) => foldChannel(it) !== foldChannel(channel)), channel]);
        }}
      />
    </BlockStack>
  );
}

/** What was refused, as long as it is not put right. */
function problemAt(problems: readonly CostProblem[], place: Pick<AmountProps, "month" | "channel">, typed: string): SpendProblem | undefined {
  const key = spendKey(place);
  return problems.filter((it) => "column" in it).find((it) => it.place === key && (it.column !== "amount" || it.value === typed.trim()));
}

type AmountProps = Pick<SpendTableProps, "setAmount"> & { month: string; channel: string; typed: string; problem: SpendProblem | undefined };

const Amount = memo(function Amount({ month: of, channel, typed, setAmount, problem }: AmountProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  const { month, currency } = useFormat();
  const words = useProblemWords();
  return (
    <div style={{ minWidth: "7rem" }}>
      <TextField
        label={t("costs.amountOf", { month: month(of), channel: channelName(t, channel), currency })}
        labelHidden
        disabled={!mayChange}
        value={typed}
        onChange={(text) => setAmount({ month: of, channel }, text)}
        error={problem && <span style={{ whiteSpace: "normal" }}>{words(problem)}</span>}
        align="right"
        inputMode="decimal"
        autoComplete="off"
      />
    </div>
  );
});
