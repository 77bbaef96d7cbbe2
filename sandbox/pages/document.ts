import { html, type Html } from "./html.ts";

/** A whole HTML document of the sandbox's own. */
export function document(page: { title: string; body: Html; bodyClass: string; scripts: string[] }): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${page.title}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/sandbox/assets/sandbox.css">
    ${page.scripts.map((name) => html`<script type="module" src="/sandbox/assets/${name}"></script>`)}
  </head>
  <body class="${page.bodyClass}">${page.body}</body>
</html>
`;
}
