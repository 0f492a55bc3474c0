/** Conversations with hosts that an operator listed: few at a time, patient with who says "too many", and dialled through the guard. */
import { getCACertificates } from "node:tls";
import { err, type Result } from "#core/result.ts";
import type { Clock } from "../cluster/collect/clock.ts";
import { createGuardedConnector } from "./connector.ts";
import type { Egress } from "./egress.ts";
import type { EndpointPolicy, Resolver } from "./guard.ts";
import { type Answer, originPool, type RequestOptions, Transport, type TransportFailure } from "./transport.ts";

export interface HostOptions {
  readonly policy: EndpointPolicy;
  readonly egress?: Egress | undefined;
  readonly resolve?: Resolver;
  /** PEM texts of authorities beside the system's. */
  readonly authorities?: readonly string[];
  /** Of one host alone, as URLs write it with its port. */
  authoritiesFor?(host: string): readonly string[];
  readonly clock: Clock;
  /** Drydock's own. */
  readonly version: string;
  readonly timeoutMs?: number;
}

export interface GuardedHostOptions extends HostOptions {
  /** Names, in lower case, of the headers of answers that are wanted. */
  readonly keepHeaders: readonly string[];
}

const atOnce = 4;
const tries = 3;
const longestWaitMs = 30_000;

/** The hosts of one kind in a process: limits are per host, and not per question. */
export class GuardedHosts {
  readonly #options: GuardedHostOptions;
  readonly #hosts = new Map<string, Host>();

  constructor(options: GuardedHostOptions) {
    this.#options = options;
  }

  /** @param url https; whether its host may be asked was decided before. */
  request(url: URL, options: RequestOptions): Promise<Result<Answer, TransportFailure>> {
    let host = this.#hosts.get(url.host);
    if (host === undefined) {
      host = new Host(url, this.#options);
      this.#hosts.set(url.host, host);
    }
    return host.request(url.pathname + url.search, options);
  }

  get clock(): Clock {
    return this.#options.clock;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#hosts.values()].map((host) => host.close()));
  }
}

class Host {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #keepHeaders: readonly string[];
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  /** Milliseconds since the epoch before which the host wants to be left alone. */
  #notBefore = 0;

  constructor(url: URL, options: GuardedHostOptions) {
    const { policy, egress, resolve, clock, version, timeoutMs = 60_000 } = options;
    const authorities = [...(options.authorities ?? []), ...(options.authoritiesFor?.(url.host) ?? [])];
    const origin = { host: url.hostname.replace(/^\[(.*)\]$/, "$1"), port: url.port === "" ? 443 : Number(url.port) };
    const connect = createGuardedConnector({
      origin,
      policy,
      egress,
      tls: authorities.length === 0 ? {} : { ca: [...getCACertificates("default"), ...authorities] },
      ...(resolve && { resolve }),
    });
    this.#transport = new Transport({
      origin: url.origin,
      dispatcher: originPool(url.origin, connect),
      headers: { "user-agent": `drydock/${version}` },
      gzip: () => false,
    });
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#keepHeaders = options.keepHeaders;
  }

  async request(path: string, options: RequestOptions): Promise<Result<Answer, TransportFailure>> {
    await this.#slot();
    try {
      return await this.#patiently(path, { timeoutMs: this.#timeoutMs, ...options, keepHeaders: this.#keepHeaders });
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #patiently(path: string, options: RequestOptions): Promise<Result<Answer, TransportFailure>> {
    for (let attempt = 1; ; attempt += 1) {
      const pause = this.#notBefore - this.#clock.now().getTime();
      if (pause > 0) await this.#clock.sleep(pause, options.signal);
      if (options.signal?.aborted) return err({ kind: "cancelled", detail: "cancelled" });
      const answer = await this.#transport.request(path, options);
      if (!answer.ok || (answer.value.status !== 429 && answer.value.status !== 503)) return answer;
      const asked = answer.value.retryAfterSeconds;
      const wait = asked === undefined ? 500 * 2 ** attempt * (0.5 + this.#clock.random()) : asked * 1_000;
      if (attempt === tries || wait > longestWaitMs) return answer;
      this.#notBefore = Math.max(this.#notBefore, this.#clock.now().getTime() + wait);
    }
  }

  async #slot(): Promise<void> {
    while (this.#running >= atOnce) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.push(resolve);
      await promise;
    }
    this.#running += 1;
  }

  close(): Promise<void> {
    return this.#transport.close();
  }
}
