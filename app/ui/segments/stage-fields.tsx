import { FormLayout } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { STAGES } from "#app/segments/stage.ts";
import { CardSection } from "../card-section.tsx";
import { Disclosure } from "../disclosure.tsx";
import type { Editing } from "./editing.ts";
import { ListField } from "./list-field.tsx";
import { MoreFields } from "./more-fields.tsx";
import { SwitchField } from "./switch-field.tsx";
import { TypedField } from "./typed-field.tsx";

export function StageFields({ editing }: { editing: Editing }) {
  const { t } = useTranslation();
  return (
    <CardSection title={t("editor.stage")} testId="stage-fields">
      <FormLayout>
        <SwitchField {...editing} place="stage.on" meaning={t("meaning.stage.on")} />
        <TypedField {...editing} place="stage.newWindowDays" meaning={t("meaning.stage.newWindowDays")} placeholder={t("editor.ownRhythm")} />
        <FormLayout.Group condensed>
          {(["activeUpToCycles", "atRiskUpToCycles", "lapsedUpToCycles"] as const).map((part) => (
            <TypedField key={part} {...editing} place={`stage.rule.${part}`} meaning={t(`meaning.stage.rule.${part}`)} />
          ))}
        </FormLayout.Group>
        <MoreFields
          editing={editing}
          title={t("editor.more")}
          testId="stage-more"
          fields={(["lostBeyondCycles", "activeFromAlive", "lostBelowAlive", "shopGapWeight", "shortestCycleDays"] as const).map((part) => ({
            place: `stage.rule.${part}` as const, meaning: t(`meaning.stage.rule.${part}`),
          }))}
        />
        <Disclosure title={t("place.stage.tagged")} testId="stage-tagged">
          <ListField {...editing} place="stage.tagged" meaning={t("meaning.tagged")} titleHidden />
        </Disclosure>
        <MoreFields
          editing={editing}
          title={t("editor.names")}
          testId="stage-names"
          fields={STAGES.map((stage) => ({ place: `stage.names.${stage}` as const, meaning: t("meaning.names", { segment: t(`stage.${stage}`) }) }))}
        />
      </FormLayout>
    </CardSection>
  );
}
