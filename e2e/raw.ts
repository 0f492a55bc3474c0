/** Requests as they are written: no client mends their address, follows a redirect or adds a header. */
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { handed } from "./handed.ts";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Asked {
  readonly method?: string;
  /** From the first slash on. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

export function ask({ method = "GET", path, headers = {}, body }: Asked): Promise<Answer> {
  const { hostname, port, origin } = new URL(handed().url);
  const text = body === undefined ? undefined : JSON.stringify(body);
  const own = method === "GET" ? {} : { origin, "content-type": "application/json", "content-length": `${text?.length ?? 0}` };
  return new Promise((resolve, reject) => {
    const asked = request({ agent, hostname, port, method, path, headers: { ...own, ...headers } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    asked.on("error", reject);
    asked.end(text);
  });
}

const bare = (path: string) => path.replace(/(?<=.)\/$/, "").replace(/[?&]_rsc(=[^&]*)?/, "");

/** Asks, and goes along where Next only sends to the same address in its own writing: without a last slash, or with `_rsc`. */
export async function askThrough(asked: Asked): Promise<Answer> {
  const answer = await ask(asked);
  const to = answer.headers.location;
  if (to === undefined || to === asked.path || bare(to) !== bare(asked.path)) return answer;
  return askThrough({ ...asked, path: to });
}
