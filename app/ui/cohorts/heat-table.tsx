import { useTranslation } from "react-i18next";
import { HEAT } from "./heat.ts";

export type HeatRow = {
  name: string;
  /** Words beside the name: how many customers, what they cost. */
  beside: string[];
  /** Null: not yet over for everybody. */
  cells: ({ text: string; n: string; heat: number | null; isMarked: boolean } | null)[];
};

type HeatTableProps = { title: string; headings: { name: string; beside: string[]; cells: string[] }; rows: HeatRow[]; mark: string };

/** Hundreds of cells: their looks stand once, not in each. No quotes: the server would send them escaped, which a browser leaves so here. */
const STYLE = `
.heat table { border-collapse: separate; border-spacing: 2px; font-size: var(--p-font-size-325) }
.heat th { font-weight: var(--p-font-weight-medium); white-space: nowrap; text-align: end; padding: var(--p-space-100) var(--p-space-150) }
.heat th:first-child { position: sticky; inset-inline-start: 0; z-index: 1; background: var(--p-color-bg-surface); text-align: start }
.heat td { text-align: end; white-space: nowrap; padding: var(--p-space-100) var(--p-space-150) }
.heat td[data-cell] { min-width: 4.5rem; color: var(--p-color-text) }
.heat td[data-cell] span { display: block; font-size: var(--p-font-size-275) }
.heat td[data-marked] { outline: 2px solid var(--p-color-text); outline-offset: -2px }
${HEAT.map((color, step) => `.heat td[data-heat=step-${step}] { background: ${color} }`).join("\n")}`;

/** A table with the number in each cell and its size repeated by colour. It scrolls within its card, also by keyboard. */
export function HeatTable({ title, headings, rows, mark }: HeatTableProps) {
  const { t } = useTranslation();
  return (
    <section
      className="heat scrolls-sideways"
      aria-label={t("table.of", { title })}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard
      tabIndex={0}
    >
      <style>{STYLE}</style>
      <table>
        <thead>
          <tr>
            {[headings.name, ...headings.beside, ...headings.cells].map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, beside, cells }, row) => (
            // Two products may be called alike.
            <tr key={row}>
              <th scope="row">{name}</th>
              {beside.map((text, index) => (
                <td key={headings.beside[index]}>{text}</td>
              ))}
              {cells.map((cell, month) => (
                <td
                  key={headings.cells[month]}
                  data-cell={cell !== null || undefined}
                  data-heat={cell === null || cell.heat === null ? undefined : `step-${cell.heat}`}
                  data-marked={cell?.isMarked || undefined}
                >
                  {cell?.isMarked && `${mark} `}
                  {cell?.text}
                  {cell && <span>{cell.n}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
