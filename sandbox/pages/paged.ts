import { html, type Html } from "./html.ts";

const PAGE_SIZE = 50;

export type Paged<R> = { rows: R[]; total: number; page: number; pages: number };

/** One page of a list; a page number beyond the end means the last page. */
export function paged<R>(all: R[], url: URL): Paged<R> {
  const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
  const asked = Math.trunc(Number(url.searchParams.get("page") ?? "1"));
  const page = Math.min(pages, Math.max(1, asked || 1));
  return { rows: all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), total: all.length, page, pages };
}

export function pager(list: Paged<unknown>, url: URL): Html {
  const link = (page: number, label: string, rel: string) => {
    if (page < 1 || page > list.pages) return html`<span aria-hidden="true">${label}</span>`;
    const search = new URLSearchParams(url.searchParams);
    search.set("page", String(page));
    return html`<a rel="${rel}" href="?${search.toString()}">${label}</a>`;
  };
  return html`<nav class="pager" aria-label="Pages">
    ${link(list.page - 1, "Previous", "prev")}
    <span>Page ${list.page} of ${list.pages}</span>
    ${link(list.page + 1, "Next", "next")}
  </nav>`;
}
