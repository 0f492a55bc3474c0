/** A small client of the API server for tests: it says what the server answered, and decides nothing. */
import { Agent, request } from "undici";
import { type Applied, type ApplyOptions, applyObjects } from "./apply.ts";
import { mapConcurrently } from "./concurrency.ts";
import type { KubeObject } from "./object.ts";
import type { ReviewAnswer, ReviewSpec } from "./review.ts";

export interface KubeAddress {
  readonly server: string;
  /** The serving certificate's authority, PEM in base64 as a kubeconfig has it. */
  readonly caData: string;
  readonly token: string;
}

export interface Impersonation {
  readonly user: string;
  readonly groups?: readonly string[];
}

export interface RequestInit {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

class KubeRequestError extends Error {
  readonly status: number;
  constructor(method: string, path: string, status: number, message: string) {
    super(`${method} ${path}: ${status} ${message}`);
    this.name = "KubeRequestError";
    this.status = status;
  }
}

const CONNECTIONS = 32;

export class KubeClient {
  readonly address: KubeAddress;
  readonly #agent: Agent;
  readonly #headers: Record<string, string | string[]>;

  constructor(address: KubeAddress, agent = agentFor(address), as?: Impersonation) {
    this.address = address;
    this.#agent = agent;
    this.#headers = { Authorization: `Bearer ${address.token}`, ...(as && impersonationHeaders(as)) };
  }

  /** One request as it is; any status is an answer. A body that is not JSON comes back as text. */
  async request<T = unknown>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
    const { statusCode, headers, body } = await request(`${this.address.server}${path}`, {
      method: (init.method ?? "GET") as "GET",
      headers: { ...this.#headers, ...(init.body !== undefined && { "Content-Type": "application/json" }), ...init.headers },
      body: init.body === undefined ? undefined : JSON.stringify(init.body),
      dispatcher: this.#agent,
    });
    const text = await body.text();
    const answered = new Headers(
      Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])) as [string, string][],
    );
    const isJson = answered.get("content-type")?.includes("json") ?? false;
    return { status: statusCode, headers: answered, body: (isJson ? JSON.parse(text) : text) as T };
  }

  /** Like `request`, but a status of 300 or more throws, with what the server said. */
  async send<T = unknown>(path: string, init: RequestInit = {}): Promise<T> {
    const { status, body } = await this.request<T>(path, init);
    if (status < 300) return body;
    const message = (body as { message?: string })?.message ?? String(body);
    throw new KubeRequestError(init.method ?? "GET", path, status, message);
  }

  /** Server-side apply of the objects in their order, each with its status when it has one. */
  apply(objects: readonly KubeObject[], options: ApplyOptions = {}): Promise<Applied[]> {
    return applyObjects(this, objects, options);
  }

  /** The same server, asked as another user; the API server adds the implicit groups as it always does. */
  asUser(user: string, groups: readonly string[] = []): KubeClient {
    return new KubeClient(this.address, this.#agent, { user, groups });
  }

  /** The same server, asked with another bearer token. */
  withToken(token: string): KubeClient {
    return new KubeClient({ ...this.address, token }, this.#agent);
  }

  /** A bound token of the service account, valid for an hour. */
  async createServiceAccountToken(namespace: string, name: string): Promise<string> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
    const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: 3600 } };
    const answer = await this.send<{ status: { token: string } }>(path, { method: "POST", body });
    return answer.status.token;
  }

  /** What the API server's authorizer says of one question. */
  async subjectAccessReview(spec: ReviewSpec): Promise<ReviewAnswer> {
    const answer = await this.send<{ status: ReviewAnswer }>("/apis/authorization.k8s.io/v1/subjectaccessreviews", {
      method: "POST",
      body: { apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview", spec },
    });
    return answer.status;
  }

  /** The answers to many questions, in their order. */
  subjectAccessReviews(specs: readonly ReviewSpec[], concurrency = CONNECTIONS): Promise<ReviewAnswer[]> {
    return mapConcurrently(specs, concurrency, (spec) => this.subjectAccessReview(spec));
  }

  /** Ends the connections of this client and of those made from it. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

function agentFor({ caData }: KubeAddress): Agent {
  return new Agent({
    connections: CONNECTIONS,
    // Over HTTP/2 undici joins the values of a header, and the API server would see one group with commas in its name.
    allowH2: false,
    connect: { ca: Buffer.from(caData, "base64").toString("utf8"), timeout: 5_000 },
  });
}

/** A list of values becomes a header for each: the API server takes one header for one group, whatever is in it. */
function impersonationHeaders({ user, groups = [] }: Impersonation): Record<string, string | string[]> {
  return { "Impersonate-User": user, ...(groups.length > 0 && { "Impersonate-Group": [...groups] }) };
}
