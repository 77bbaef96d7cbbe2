import { z } from "zod";
import { type AppCredentials, askForToken, describeNoTokens } from "./ask-for-token.server.ts";

export type StaffAnswer =
  /** `scope` is what the app may do in this person's hands, comma-separated. */
  | { kind: "told"; staffId: string; scope: string; expiresInSeconds: number }
  | { kind: "failed"; reason: string; cause?: unknown };

export type AskForStaff = (domain: string, sessionToken: string) => Promise<StaffAnswer>;

/** Of the person only the number is read: nobody needs their name and address. The token itself is used for nothing. */
const OnlineToken = z.object({
  expires_in: z.number().positive(),
  associated_user_scope: z.string(),
  associated_user: z.object({ id: z.number().int() }),
});

/** Exchanges a session token for an online token, whose answer tells what the one who looks at the app may do. */
export function createAskForStaff(fetch: typeof globalThis.fetch, credentials: AppCredentials): AskForStaff {
  return async function askForStaff(domain, sessionToken) {
    const reply = await askForToken(fetch, credentials, domain, {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: sessionToken,
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token",
    });
    if (reply.kind === "refused") return { kind: "failed", reason: reply.reason };
    if (reply.kind === "none") return { kind: "failed", reason: "no answer", cause: reply.cause };
    const { data, error } = OnlineToken.safeParse(reply.body);
    if (!data) return { kind: "failed", reason: describeNoTokens(error) };
    return { kind: "told", staffId: String(data.associated_user.id), scope: data.associated_user_scope, expiresInSeconds: data.expires_in };
  };
}
