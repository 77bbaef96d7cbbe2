import type { Locale } from "../../locales/locale.ts";
import type { Stage } from "../../segments/stage.ts";
import type { ValueTier } from "../../segments/value-tier.ts";

/** Whom the default tags stand for. */
export const SEGMENT_TITLES: Record<Locale, Record<ValueTier | Stage, string>> = {
  en: {
    vip: "VIP",
    high: "High value",
    mid: "Mid value",
    low: "Low value",
    negative: "Negative value",
    new: "New",
    active: "Active",
    "at-risk": "At risk",
    lapsed: "Lapsed",
    lost: "Lost",
  },
  ko: {
    vip: "VIP",
    high: "가치 높음",
    mid: "가치 중간",
    low: "가치 낮음",
    negative: "가치 마이너스",
    new: "신규",
    active: "활성",
    "at-risk": "이탈 위험",
    lapsed: "휴면",
    lost: "이탈",
  },
};
