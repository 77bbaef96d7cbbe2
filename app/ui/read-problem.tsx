import type { ReadProblem as Problem } from "#app/orders/read-problem.ts";
import { useTranslation } from "react-i18next";
import { useBulkEnd } from "./use-bulk-end.ts";
import { useFormat } from "./use-format.ts";

/** Why an import or a comparison failed, or what is in its way. */
export function ReadProblem({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const bulkEnd = useBulkEnd();
  const tries = "tries" in problem ? problem.tries : null;
  const figures = {
    ...("orders" in problem && { orders: count(problem.orders) }),
    ...("status" in problem && { why: bulkEnd(problem.status) }),
  };
  return (
    <>
      {t(`readProblem.${problem.code}`, figures)}
      {tries !== null && ` ${t("readProblem.tries", { count: tries, number: count(tries) })}`}
      {problem.said !== null && ` ${t("readProblem.said", { said: problem.said })}`}
    </>
  );
}
