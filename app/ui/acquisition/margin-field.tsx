import { TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { CostProblem } from "#app/acquisition/check-costs.ts";
import { CardSection } from "../card-section.tsx";
import { useMay } from "../use-reader.ts";
import type { CostsDraft } from "./use-costs-draft.ts";

type MarginFieldProps = Pick<CostsDraft, "grossMargin" | "setGrossMargin"> & { problems: readonly CostProblem[] };

export function MarginField({ grossMargin, setGrossMargin, problems }: MarginFieldProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  // What was refused may have been put right since.
  const refused = problems.some(({ place, value }) => place === "grossMargin" && value === grossMargin);
  return (
    <CardSection title={t("costs.margin")} testId="margin">
      <div style={{ maxWidth: "24rem" }}>
        <TextField
          label={t("costs.grossMargin")}
          helpText={t("costs.grossMarginMeaning")}
          disabled={!mayChange}
          value={grossMargin}
          onChange={setGrossMargin}
          error={refused && t("costs.noMargin", { value: grossMargin })}
          suffix={t("unit.percent")}
          inputMode="decimal"
          autoComplete="off"
        />
      </div>
    </CardSection>
  );
}
