import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";

type NumberTableProps = {
  /** What the table is of, for who meets it on its own. */
  title: string;
  headings: string[];
  /** The first cell names the row. */
  rows: ReactNode[][];
  /** Columns of words, the first where it is not to be squeezed; all others but the first are numbers. */
  words?: readonly number[];
};

/** A column of words is not squeezed to one word a line where the table is wider than the screen. */
const LEAST_WIDTH_OF_WORDS = "9rem";

/** Nor is what names a row: a day in a column as wide as its year takes four lines. */
const LEAST_WIDTH_OF_NAMES = "7rem";

const cell: CSSProperties = {
  padding: "var(--p-space-200) var(--p-space-150)",
  borderBlockEnd: "var(--p-border-width-025) solid var(--p-color-border-secondary)",
  fontWeight: "var(--p-font-weight-regular)",
};

/**
 * A table that may be wider than a phone. Polaris's DataTable scrolls there, but not by keyboard: this one can be focused
 * and then scrolled by the arrow keys.
 */
export function NumberTable({ title, headings, rows, words = [] }: NumberTableProps) {
  const { t } = useTranslation();
  const style = (column: number): CSSProperties => {
    if (words.includes(column)) return { ...cell, textAlign: "start", minWidth: LEAST_WIDTH_OF_WORDS };
    return column === 0 ? { ...cell, textAlign: "start", minWidth: LEAST_WIDTH_OF_NAMES } : { ...cell, textAlign: "end" };
  };
  return (
    <section
      aria-label={t("table.of", { title })}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard
      tabIndex={0}
      style={{ overflowX: "auto" }}
    >
      <table style={{ width: "100%", borderCollapse: "collapse", fontSize: "var(--p-font-size-325)" }}>
        <thead>
          <tr>
            {headings.map((heading, column) => (
              <th key={heading} scope="col" style={{ ...style(column), fontWeight: "var(--p-font-weight-medium)" }}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values], row) => (
            // Rows never change their place: the tables are of what is over.
            <tr key={row}>
              <th scope="row" style={style(0)}>
                {name}
              </th>
              {values.map((value, index) => (
                <td key={headings[index + 1]} style={{ ...style(index + 1), whiteSpace: words.includes(index + 1) ? "normal" : "nowrap" }}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
