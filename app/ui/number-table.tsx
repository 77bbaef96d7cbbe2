import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type NumberTableProps = {
  /** What the table is of, for who meets it on its own. */
  title: string;
  headings: string[];
  /** The first cell names the row. A column in which nothing stands anywhere is left out. */
  rows: ReactNode[][];
  /** Columns of words, the first where it is not to be squeezed; all others but the first are numbers. */
  words?: readonly number[];
};

/**
 * A table that may be wider than a phone. Polaris's DataTable scrolls there, but not by keyboard: this one can be focused
 * and then scrolled by the arrow keys. One with words in it stands there as a list instead (tables.css).
 */
export function NumberTable({ title, headings, rows, words = [] }: NumberTableProps) {
  const { t } = useTranslation();
  const columns = headings
    .map((heading, index) => ({ heading, index, isOfWords: words.includes(index) || undefined }))
    .filter(({ index }) => index === 0 || rows.some((row) => row[index] !== null));
  const [naming, ...others] = columns;
  return (
    <section
      className="number-table scrolls-sideways"
      data-records={words.length > 0 || undefined}
      aria-label={t("table.of", { title })}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard
      tabIndex={0}
    >
      <table>
        <thead>
          <tr>
            {columns.map(({ heading, index, isOfWords }) => (
              <th key={index} scope="col" data-words={isOfWords}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            // Rows never change their place: the tables are of what is over.
            <tr key={place}>
              <th scope="row" data-words={naming?.isOfWords}>
                {row[0]}
              </th>
              {others.map(({ heading, index, isOfWords }) => (
                <td key={index} data-words={isOfWords} data-heading={words.length > 0 ? heading : undefined}>
                  {row[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
