import type { ServerResponse } from "node:http";
import type { Html } from "./html.ts";

export type Answer = { status: number; headers: Record<string, string>; body: string };

/** The admin cannot be framed, neither here nor at Shopify: an app that redirects to it inside its frame must fail. */
const POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export function page(content: Html, status = 200): Answer {
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
    body: content.markup,
  };
}

export function json(data: unknown): Answer {
  return {
    status: 200,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify(data),
  };
}

/** After a form: the browser fetches the page anew, and reloading it sends nothing twice. */
export function seeOther(path: string): Answer {
  return { status: 303, headers: { location: path }, body: "" };
}

export function send(res: ServerResponse, answer: Answer): void {
  res.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(answer.body) });
  res.end(res.req.method === "HEAD" ? undefined : answer.body);
}
