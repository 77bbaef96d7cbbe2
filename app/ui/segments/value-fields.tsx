import { FormLayout, Select } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TierRule } from "#app/segments/definition.ts";
import { BORDERED_TIERS, VALUE_TIERS } from "#app/segments/value-tier.ts";
import { CardSection } from "../card-section.tsx";
import { Disclosure } from "../disclosure.tsx";
import { useMay } from "../use-reader.ts";
import type { Editing } from "./editing.ts";
import { ListField } from "./list-field.tsx";
import { MoreFields } from "./more-fields.tsx";
import { SwitchField } from "./switch-field.tsx";
import { TypedField } from "./typed-field.tsx";
import { useProblemWords } from "./use-problem-words.ts";
import type { Draft } from "./use-draft.ts";

type ValueFieldsProps = {
  editing: Editing;
  /** What to begin from where the merchant goes over to shares or to amounts. */
  beginFrom: Record<TierRule["by"], TierRule>;
  onTiers: Draft["setTiers"];
};

export function ValueFields({ editing, beginFrom, onTiers }: ValueFieldsProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  const words = useProblemWords();
  const { form, set } = editing;
  const by = form["value.tiers.by"] === "amount" ? "amount" : "share";
  // The shop has changed its currency while the page was open.
  const otherCurrency = editing.problems.find(({ place }) => place === "value.tiers.currency");
  return (
    <CardSection title={t("editor.value")} testId="value-fields">
      <FormLayout>
        <SwitchField {...editing} place="value.on" meaning={t("meaning.value.on")} />
        <Select
          label={t("place.value.basis")}
          helpText={t("meaning.value.basis")}
          options={(["auto", "historic"] as const).map((value) => ({ value, label: t(`choice.basis.${value}`) }))}
          disabled={!mayChange}
          value={form["value.basis"]}
          onChange={(value) => set("value.basis", value)}
        />
        <Select
          label={t("place.value.tiers.by")}
          helpText={t("meaning.value.tiers.by")}
          options={(["share", "amount"] as const).map((value) => ({ value, label: t(`choice.by.${value}`) }))}
          disabled={!mayChange}
          value={by}
          error={otherCurrency && words(otherCurrency, String(otherCurrency.value))}
          onChange={(value) => onTiers(beginFrom[value === "amount" ? "amount" : "share"])}
        />
        <FormLayout.Group condensed>
          {BORDERED_TIERS.map((tier) => (
            <TypedField key={tier} {...editing} place={`value.tiers.${tier}`} meaning={t(`meaning.tiers.${by}.${tier}`)} />
          ))}
        </FormLayout.Group>
        <TypedField {...editing} place="value.fallShare" meaning={t("meaning.value.fallShare")} />
        <Disclosure title={t("place.value.tagged")} testId="value-tagged">
          <ListField {...editing} place="value.tagged" meaning={t("meaning.tagged")} titleHidden />
        </Disclosure>
        <MoreFields
          editing={editing}
          title={t("editor.names")}
          testId="value-names"
          fields={VALUE_TIERS.map((tier) => ({ place: `value.names.${tier}` as const, meaning: t("meaning.names", { segment: t(`tier.${tier}`) }) }))}
        />
      </FormLayout>
    </CardSection>
  );
}
