import type { ReadProblem as Problem } from "#app/orders/read-problem.ts";
import { useTranslation } from "react-i18next";

/** Why an import or a comparison failed, or what is in its way. */
export function ReadProblem({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const tries = "tries" in problem ? problem.tries : null;
  return (
    <>
      {t(`readProblem.${problem.code}`, problem)}
      {tries !== null && ` ${t("readProblem.tries", { count: tries })}`}
      {problem.said !== null && ` ${t("readProblem.said", { said: problem.said })}`}
    </>
  );
}
