import { BlockStack, TextField, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CostProblem } from "#app/acquisition/check-costs.ts";
import { foldChannel, spendKey } from "#app/acquisition/spend.ts";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";
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
export function SpendTable({ months, columns, ...amounts }: SpendTableProps) {
  const { t } = useTranslation();
  const { month } = useFormat();
  const [added, setAdded] = useState<string[]>([]);
  const known = new Set(columns.map(foldChannel));
  const channels = [...columns, ...added.filter((channel) => !known.has(foldChannel(channel)))];
  const rows = months.toReversed().map((of) => [<span key="month" style={{ whiteSpace: "nowrap" }}>{month(of)}</span>, ...channels.map((channel) => <Amount key={channel} month={of} channel={channel} {...amounts} />)]);
  return (
    <BlockStack gap="300">
      {channels.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("costs.noChannels")}
        </Text>
      ) : (
        <NumberTable title={t("costs.spend")} headings={[t("costs.month"), ...channels]} rows={rows} />
      )}
      <AddChannel
        onAdd={(channel) => setAdded((before) => [...before.filter((it) => foldChannel(it) !== foldChannel(channel)), channel])}
      />
    </BlockStack>
  );
}

type AmountProps = Pick<SpendTableProps, "amountAt" | "setAmount" | "problems"> & { month: string; channel: string };

function Amount({ month: of, channel, amountAt, setAmount, problems }: AmountProps) {
  const { t } = useTranslation();
  const { month, currency } = useFormat();
  const words = useProblemWords();
  const place = { month: of, channel };
  const amount = amountAt(place);
  // What was refused may have been put right since.
  const problem = problems.find((it) => "column" in it && it.place === spendKey(place) && (it.column !== "amount" || it.value === amount.trim()));
  return (
    <div style={{ minWidth: "7rem" }}>
      <TextField
        label={t("costs.amountOf", { month: month(of), channel, currency })}
        labelHidden
        value={amount}
        onChange={(typed) => setAmount(place, typed)}
        error={problem && "column" in problem && <span style={{ whiteSpace: "normal" }}>{words(problem)}</span>}
        align="right"
        inputMode="decimal"
        autoComplete="off"
      />
    </div>
  );
}
