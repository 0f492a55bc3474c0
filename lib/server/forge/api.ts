/**
 * Questions to the API of one forge. It goes to that API's host and to no other, whatever an answer says: a redirect is followed on
 * the same host alone, and the token never leaves it. What comes back is capped before it is parsed.
 */
import { absent, found, type Look, unknown } from "#core/supply-chain/discovery/look.ts";
import type { GuardedHosts } from "../net/hosts.ts";
import { nextLink } from "../net/next-link.ts";
import type { Answer } from "../net/transport.ts";
import { transportFailure } from "../registry/failures.ts";
import { forgeFailure, malformed } from "./failures.ts";

export interface ApiOptions {
  /** Without a slash at the end. */
  readonly base: string;
  readonly accept: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly token?: string | undefined;
}

export interface Asking {
  /** What is asked for, for the sentence that says that it cannot be read. */
  readonly what: string;
  readonly accept?: string;
  /** Of the answer. */
  readonly maxBytes?: number;
  /** Statuses that are a definite no; none, if it is not given. */
  readonly no?: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

const longestAnswer = 4 * 1024 * 1024;
const redirects = new Set([301, 302, 307, 308]);
const mostRedirects = 2;
const mostPages = 10;
export const pageSize = 100;

export class ForgeApi {
  readonly host: string;
  readonly #hosts: GuardedHosts;
  readonly #options: ApiOptions;

  constructor(hosts: GuardedHosts, options: ApiOptions) {
    this.#hosts = hosts;
    this.#options = options;
    this.host = new URL(options.base).host;
  }

  /** @param path below the API, with its query. @returns the JSON. */
  async get(path: string, asking: Asking): Promise<Look<unknown>> {
    const answer = await this.#ask(new URL(this.#options.base + path), asking);
    return answer.kind === "found" ? this.#parse(answer.value, asking) : answer;
  }

  /** Follows pages to their end. A list that is longer than is read is no answer: a part of it is not passed for the whole. */
  async list(path: string, asking: Asking): Promise<Look<readonly unknown[]>> {
    const all: unknown[] = [];
    let url: URL | undefined = new URL(this.#options.base + path);
    url.searchParams.set("per_page", String(pageSize));
    for (let page = 0; url !== undefined; page += 1) {
      if (page === mostPages)
        return unknown(
          "tooLarge",
          `The list of ${asking.what} on ${this.host} is longer than the ${mostPages * pageSize} that are read.`,
        );
      const answer = await this.#ask(url, asking);
      if (answer.kind !== "found") return answer;
      const parsed = this.#parse(answer.value, asking);
      if (parsed.kind !== "found") return parsed;
      if (!Array.isArray(parsed.value)) return malformed(this.host, asking.what);
      all.push(...parsed.value);
      const next = nextPage(url, answer.value);
      if (next === "elsewhere")
        return unknown("redirectNotAllowed", `${this.host} continues its list of ${asking.what} on another host.`);
      url = next;
    }
    return found(all);
  }

  #parse({ body }: Answer, { what }: Asking): Look<unknown> {
    try {
      return found(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
    } catch {
      return malformed(this.host, what);
    }
  }

  async #ask(start: URL, { accept, maxBytes = longestAnswer, no = [], signal }: Asking): Promise<Look<Answer>> {
    const { token, headers: own } = this.#options;
    const headers = token === undefined ? own : { ...own, authorization: `Bearer ${token}` };
    let url = start;
    for (let hop = 0; ; hop += 1) {
      const answer = await this.#hosts.request(url, {
        accept: accept ?? this.#options.accept,
        maxBytes,
        headers,
        ...(signal && { signal }),
      });
      if (!answer.ok) return { kind: "unknown", failure: transportFailure(answer.error, url.host) };
      const { status } = answer.value;
      if (status === 200) return found(answer.value);
      if (no.includes(status)) return absent;
      if (!redirects.has(status)) return { kind: "unknown", failure: forgeFailure(answer.value, url.host) };
      const next = this.#next(url, answer.value);
      if (next === undefined || hop === mostRedirects)
        return unknown("redirectNotAllowed", `${this.host} sends us on to another place, which is not followed.`);
      url = next;
    }
  }

  /** A repository that was renamed is sent on, on the same host. */
  #next(from: URL, { headers }: Answer): URL | undefined {
    const to = headers?.location === undefined ? null : URL.parse(headers.location, from);
    return to !== null && to.origin === new URL(this.#options.base).origin && to.username === "" && to.password === ""
      ? to
      : undefined;
  }
}

/** @returns the address of the next page; undefined at the last one. */
function nextPage(from: URL, { headers }: Answer): URL | "elsewhere" | undefined {
  const next = nextLink(from, headers?.link);
  return next instanceof URL && (next.username !== "" || next.password !== "") ? "elsewhere" : next;
}
