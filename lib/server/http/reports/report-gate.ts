/**
 * Stands before every report, so that each "no" is the same bytes: unknown, expired, revoked, not a token at all, or only for
 * people who sign in. It decides how a refusal looks; the page asks for the link again and authorises by itself.
 */
import { createHash } from "node:crypto";
import type { Actor } from "../../auth/actor.ts";
import type { Services } from "../../use-cases/services.ts";
import { openLink } from "../../use-cases/sharing/reports.ts";
import { clientAddress } from "../limits/client-address.ts";
import { reportUnexpected } from "../unexpected.ts";
import { reportHeaders } from "./report-headers.ts";

export interface ReportGate {
  readonly actorOf: (headers: Headers) => Promise<Actor | undefined>;
  readonly services: Services;
}

/** Requests of one address: a person who reads, and no machine that tries. */
const perAddress = { window: 60, max: 120 };

/** @returns undefined where a report may be read, else the answer. */
export async function closedReport(
  request: { readonly method: string; readonly pathname: string; readonly headers: Headers },
  { actorOf, services }: ReportGate,
): Promise<Response | undefined> {
  const https = services.settings.url.protocol === "https:";
  try {
    const { method, pathname, headers } = request;
    const address = clientAddress(headers, services.settings.trustedProxies);
    const wait = await services.consume(`report:${address}`, perAddress);
    if (wait !== undefined) return answer(429, busyPage, https, { "retry-after": String(wait) });
    if (method !== "GET" && method !== "HEAD") return closedAnswer(https);
    const token = /^\/r\/([^/]*)$/.exec(pathname)?.[1] ?? "";
    const link = await openLink(token, await actorOf(headers), services);
    return link === undefined ? closedAnswer(https) : undefined;
  } catch (error) {
    reportUnexpected(error);
    return answer(503, busyPage, https);
  }
}

/** @returns what every link that opens nothing answers. */
export function closedAnswer(https: boolean): Response {
  return answer(404, closedPage, https);
}

const style = `:root{color-scheme:light dark;--page:#f8f9fa;--ink:#0a0c10;--ink-2:#3a404b;--line:#cbcfd7;--link:#3531e6}
@media (prefers-color-scheme:dark){:root{--page:#0f1114;--ink:#eceef1;--ink-2:#b4bac6;--line:#333943;--link:#a3a1ff}}
body{margin:0;font:15px/24px system-ui,sans-serif;color:var(--ink);background:var(--page)}
main{max-width:34rem;margin:12vh auto;padding:0 24px}
p{color:var(--ink-2)}h1{font-size:24px;line-height:32px;letter-spacing:-.02em;border-top:1px solid var(--ink);padding-top:20px}
a{color:var(--link)}`;
const stylePolicy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

function page(title: string, words: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, nofollow"><title>${title} · Drydock</title><style>${style}</style></head><body><main><h1>${title}</h1>${words}</main></body></html>`;
}

const closedPage = page(
  "There is no report at this address",
  '<p>The link may have ended or been revoked, or the address is not complete. Ask whoever sent it to you for a new one.</p><p>Some reports open only for people who sign in: <a href="/sign-in">sign in to Drydock</a>, then open the link again.</p>',
);
const busyPage = page("This cannot be answered now", "<p>Wait a minute, then open the link again.</p>");

function answer(status: number, body: string, https: boolean, more: Readonly<Record<string, string>> = {}): Response {
  const headers = {
    ...reportHeaders(https),
    ...more,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": stylePolicy,
  };
  return new Response(body, { status, headers });
}
