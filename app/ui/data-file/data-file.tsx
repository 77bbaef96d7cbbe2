import { useTranslation } from "react-i18next";
import type { DataAnswer, HeldRow } from "#app/compliance/data-answer.ts";
import type { CustomerTableName } from "#app/compliance/customer-tables.ts";

export type DataFileProps = { shop: string; customerId: string; requestedAt: string; answer: DataAnswer };

const STYLE = `
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; word-break: keep-all; overflow-wrap: break-word }
  section { overflow-x: auto } table { border-collapse: collapse; margin: .5rem 0 }
  th, td { border: 1px solid #ccc; padding: .25rem .5rem; text-align: left; vertical-align: top }`;

/** Everything that is held about a customer as a page of its own, which needs nothing but a browser. */
export function DataFile({ shop, customerId, requestedAt, answer }: DataFileProps) {
  const { t, i18n } = useTranslation();
  const tables = Object.entries(answer.held) as [CustomerTableName, HeldRow[]][];
  return (
    <html lang={i18n.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{t("dataFile.title", { id: customerId, shop })}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <h1>{t("dataFile.title", { id: customerId, shop })}</h1>
        <p>{t("dataFile.meaning", { at: requestedAt })}</p>
        {tables.map(([name, rows]) => (
          <section key={name}>
            <h2>{t(`dataFile.tables.${name}`)}</h2>
            <Rows rows={rows} />
          </section>
        ))}
        <section>
          <h2>{t("dataFile.products")}</h2>
          <Rows rows={answer.products} />
        </section>
      </body>
    </html>
  );
}

/** The columns as they are stored: a few words each, and the same as in the file for machines. */
function Rows({ rows }: { rows: readonly HeldRow[] }) {
  const { t } = useTranslation();
  const [first] = rows;
  if (!first) return <p>{t("dataFile.nothing")}</p>;
  const columns = Object.keys(first);
  return (
    <table>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column}>{column.replaceAll("_", " ")}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {columns.map((column) => (
              <td key={column}>{textOf(row[column])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function textOf(value: HeldRow[string] | undefined): string {
  if (value === null || value === undefined) return "–";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
