import { useState } from "react";
import type { SegmentDefinition, TierRule } from "#app/segments/definition.ts";
import { draftOf, type Form, formOf, withTiers } from "./definition-form.ts";

type Versioned = { version: number; definition: SegmentDefinition };

/** What the merchant changes, and from which version on. */
export type Draft = {
  form: Form;
  set: <P extends keyof Form>(place: P, value: Form[P]) => void;
  setTiers: (tiers: TierRule) => void;
  discard: () => void;
  isChanged: boolean;
  /** Somebody else has saved meanwhile: what is typed here began from an older version. */
  isOutdated: boolean;
  /** What the draft began from. */
  definition: SegmentDefinition;
  version: number;
  /** As it is sent. */
  json: string;
};

/**
 * Begins from the shop's definition, and again from a newer one unless that would take away what is typed.
 *
 * @param savedVersion the version that this page saved last
 */
export function useDraft(latest: Versioned, currency: string, savedVersion: number | null): Draft {
  const [base, setBase] = useState(latest);
  const [form, setForm] = useState(() => formOf(latest.definition));
  const begin = () => {
    setBase(latest);
    setForm(formOf(latest.definition));
  };
  // By what is meant and not by what is typed: 5.0 is no change from 5.
  const jsonOf = (typed: Form) => JSON.stringify(draftOf(typed, base.definition, currency));
  const json = jsonOf(form);
  const isChanged = json !== jsonOf(formOf(base.definition));
  const isOlder = base.version !== latest.version;
  if (isOlder && (!isChanged || savedVersion === latest.version)) begin();
  return {
    form,
    set: (place, value) => setForm((before) => ({ ...before, [place]: value })),
    setTiers: (tiers) => setForm((before) => withTiers(before, tiers)),
    discard: begin,
    isChanged,
    isOutdated: isOlder && isChanged,
    ...base,
    json,
  };
}
