import { TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format.ts";
import { useMay } from "../use-reader.ts";
import type { Editing } from "./editing.ts";
import { type BorderPlace, PLACES, type TypedPlace } from "./places.ts";
import { useProblemWords } from "./use-problem-words.ts";

type TypedFieldProps = Editing & {
  place: TypedPlace;
  /** What changes when it changes, in a line. */
  meaning: string;
  placeholder?: string;
};

/** A number, an amount or a name. What is wrong with it stands beside it. */
export function TypedField({ place, meaning, placeholder, form, set, problems }: TypedFieldProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  const { currency } = useFormat();
  const words = useProblemWords();
  const kind = isBorder(place) ? (form["value.tiers.by"] === "amount" ? "money" : "percent") : PLACES[place];
  const problem = problems.find((it) => it.place === place);
  return (
    <div data-place={place}>
      <TextField
        label={t(`place.${place}`)}
        helpText={meaning}
        disabled={!mayChange}
        value={form[place]}
        onChange={(value) => set(place, value)}
        error={problem && words(problem, form[place])}
        placeholder={placeholder}
        inputMode={kind === "name" ? undefined : "decimal"}
        prefix={kind === "money" ? currency : place.includes(".names.") ? form.prefix : undefined}
        suffix={kind === "name" || kind === "money" ? undefined : t(`unit.${kind}`)}
        autoComplete="off"
      />
    </div>
  );
}

function isBorder(place: TypedPlace): place is BorderPlace {
  return PLACES[place] === "border";
}
