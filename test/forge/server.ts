/** A forge over TLS on loopback: the API of GitHub Enterprise or of GitLab over a world of answers, or lying in a way that a forge can. */
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { issueServer } from "#test/tls/certificates.ts";

/** What a handler may do before the honest answer: `true` means that it has answered. */
export type ForgeLie = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface TestForgeOptions {
  /** Path below the API, without its query, to what is answered; a list is given page by page. What is not here is 404. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly kind?: "github" | "gitlab";
  /** Without it every request is answered 401. */
  readonly token?: string;
  readonly lie?: ForgeLie;
  /** Entries on a page, whatever is asked for. */
  readonly pageSize?: number;
}

export interface TestForge {
  /** `localhost:PORT` */
  readonly host: string;
  /** PEM. */
  readonly authority: string;
  readonly requests: { readonly path: string; readonly authorization: string | undefined }[];
  close(): void;
}

/** One for all forges of a process, so that they can redirect to each other. */
const { authority, server: serving } = issueServer();
const prefixes = { github: "/api/v3", gitlab: "/api/v4" } as const;

export async function startForge({ answers, kind = "github", token, lie, pageSize = 100 }: TestForgeOptions): Promise<TestForge> {
  const requests: TestForge["requests"] = [];
  const server = createServer({ cert: serving.certificate, key: serving.key }, (request, response) => {
    requests.push({ path: request.url ?? "", authorization: request.headers.authorization });
    if (lie?.(request, response)) return;
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) return send(response, 401, {});
    const url = new URL(request.url ?? "/", `https://${request.headers.host}`);
    const path = url.pathname.startsWith(prefixes[kind]) ? url.pathname.slice(prefixes[kind].length) : url.pathname;
    if (!Object.hasOwn(answers, path)) return send(response, 404, { message: "Not Found" });
    const answer = answers[path];
    if (!Array.isArray(answer)) return send(response, 200, answer);
    givePage(response, url, { list: answer, pageSize });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    authority: authority.certificate,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function givePage(response: ServerResponse, url: URL, { list, pageSize }: { list: unknown[]; pageSize: number }): void {
  const page = Number(url.searchParams.get("page") ?? 1);
  const next = new URL(url);
  next.searchParams.set("page", String(page + 1));
  const more = page * pageSize < list.length;
  send(response, 200, list.slice((page - 1) * pageSize, page * pageSize), more ? { link: `<${next}>; rel="next"` } : {});
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
