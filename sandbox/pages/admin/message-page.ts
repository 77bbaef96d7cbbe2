import type { World } from "../../world.ts";
import { html, type Html } from "../html.ts";
import { adminShell } from "./shell.ts";

/** A page that says one thing: what was not found, or what a form could not do. */
export function messagePage(world: World, title: string, message: string): Html {
  return adminShell(world, {
    title,
    section: "sandbox",
    body: html`<h1>${title}</h1><section class="card"><p data-testid="message">${message}</p></section>`,
  });
}
