import { useCallback, useState } from "react";
import type { CostDraft } from "#app/acquisition/check-costs.ts";
import { marginText } from "#app/acquisition/read-margin.ts";
import { type Spend, spendKey, type TypedSpend } from "#app/acquisition/spend.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";

type Place = Pick<Spend, "month" | "channel">;

type Latest = { version: number; grossMargin: number | null; /** Of the months that are shown. */ spends: readonly Spend[] };

/** What is typed and not saved: in other months than those that are shown, too. */
type Typed = { version: number; grossMargin: string | null; spends: Record<string, TypedSpend> };

export type CostsDraft = {
  grossMargin: string;
  setGrossMargin: (typed: string) => void;
  amountAt: (place: Place) => string;
  setAmount: (place: Place, typed: string) => void;
  discard: () => void;
  isChanged: boolean;
  /** Somebody else has saved meanwhile: what is typed here began from an older version. */
  isOutdated: boolean;
  version: number;
  /** As it is sent, with the amounts of a file, which go before what is typed. */
  with: (spends: readonly Spend[]) => CostDraft;
};

/**
 * Begins from what is noted, and again from a newer version unless that would take away what is typed.
 *
 * @param savedVersion the version that this page saved last
 */
export function useCostsDraft(latest: Latest, currency: string, savedVersion: number | null): CostsDraft {
  const nothing: Typed = { version: latest.version, grossMargin: null, spends: {} };
  const [typed, setTyped] = useState(nothing);
  const noted = new Map(latest.spends.map((spend) => [spendKey(spend), minorToDecimal(spend.amountMinor, currency)]));
  const notedAt = (place: Place) => noted.get(spendKey(place)) ?? "";
  const changed = Object.values(typed.spends).filter((spend) => !isSame(spend.amount, notedAt(spend)));
  const grossMargin = typed.grossMargin ?? marginText(latest.grossMargin);
  const isChanged = changed.length > 0 || !isSame(grossMargin, marginText(latest.grossMargin));
  const isOlder = typed.version !== latest.version;
  // The same function each time: of a hundred fields only the one that is typed in is drawn anew.
  const setAmount = useCallback(({ month, channel }: Place, amount: string) => {
    setTyped((before) => ({ ...before, spends: { ...before.spends, [spendKey({ month, channel })]: { month, channel, amount } } }));
  }, []);
  if (isOlder && (!isChanged || savedVersion === latest.version)) setTyped(nothing);
  return {
    grossMargin,
    setGrossMargin: (text) => setTyped((before) => ({ ...before, grossMargin: text })),
    amountAt: (place) => typed.spends[spendKey(place)]?.amount ?? notedAt(place),
    setAmount,
    discard: () => setTyped(nothing),
    isChanged,
    isOutdated: isOlder && isChanged,
    version: typed.version,
    with: (spends) => {
      const filed = spends.map(({ month, channel, amountMinor }) => ({ month, channel, amount: minorToDecimal(amountMinor, currency) }));
      const all = [...changed, ...filed].map((spend) => [spendKey(spend), spend] as const);
      return { grossMargin, spends: [...new Map(all).values()] };
    },
  };
}

/** By what is meant and not by what is typed: 5 is no change from 5.00. */
function isSame(typed: string, noted: string): boolean {
  const text = typed.trim();
  return text === noted || (text !== "" && noted !== "" && Number(text) === Number(noted));
}
