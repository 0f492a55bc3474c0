/**
 * An HTTPS server that speaks the small part of the Kubernetes API that a collection uses, and misbehaves where a test says
 * so. It is for behaviour that a real API server cannot be made to show; what is true of Kubernetes is tested on a real one.
 */
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { issueServer } from "../tls/certificates.ts";

export interface FakeResource {
  readonly group?: string;
  readonly version?: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced?: boolean;
  readonly verbs?: readonly string[];
  readonly objects?: readonly FakeObject[];
}

export interface FakeObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export interface FakeRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** @returns whether it answered; what it leaves is answered as Kubernetes would. */
export type Misbehaviour = (request: FakeRequest, response: ServerResponse) => boolean | Promise<boolean>;

export interface FakeApiServerOptions {
  readonly resources: readonly FakeResource[];
  readonly misbehave?: Misbehaviour;
  /** Without it the server is one from before aggregated discovery. */
  readonly aggregatedDiscovery?: boolean;
  readonly gzip?: boolean;
}

export interface FakeApiServer {
  readonly url: string;
  readonly port: number;
  /** PEM. */
  readonly ca: string;
  readonly requests: readonly FakeRequest[];
  /** The largest number of list requests that were under way at once. */
  readonly mostAtOnce: () => number;
  stop(): Promise<void>;
}

const { authority, server: serving } = issueServer();

/** Starts the server on a free port of 127.0.0.1. */
export async function startFakeApiServer(options: FakeApiServerOptions): Promise<FakeApiServer> {
  const requests: FakeRequest[] = [];
  let now = 0;
  let most = 0;
  const server = createServer({ cert: serving.certificate, key: serving.key }, async (incoming, response) => {
    const target = incoming.url ?? "/";
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const url = new URL(target, "https://fake");
    const request = {
      method: incoming.method ?? "GET",
      target,
      url,
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString(),
    };
    requests.push(request);
    const isList = url.searchParams.has("limit");
    if (isList) most = Math.max(most, ++now);
    response.once("close", () => {
      if (isList) now -= 1;
    });
    if (await options.misbehave?.(request, response)) return;
    answer(request, response, options);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    ca: authority.certificate,
    requests,
    mostAtOnce: () => most,
    stop: () => stop(server),
  };
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): true {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  return true;
}

/** Answers with any text under any type. */
export function sendText(response: ServerResponse, status: number, contentType: string, text: string | Buffer): true {
  response.writeHead(status, { "content-type": contentType }).end(text);
  return true;
}

/** Sends us elsewhere. */
export function sendRedirect(response: ServerResponse, status: number, location: string): true {
  response.writeHead(status, { location }).end();
  return true;
}

/** Ends the connection without an answer, or after something that is not HTTP. */
export function hangUp(response: ServerResponse, after?: string): true {
  if (after === undefined) response.socket?.destroy();
  else response.socket?.end(after);
  return true;
}

/** Begins a JSON answer, and ends the connection in the middle of it. */
export function sendHalf(response: ServerResponse): true {
  response.writeHead(200, { "content-type": "application/json", "content-length": "1000" }).write("{");
  setImmediate(() => response.socket?.destroy());
  return true;
}

/** Begins a JSON answer, and never ends it. */
export function sendWithoutEnd(response: ServerResponse): true {
  response.writeHead(200, { "content-type": "application/json" }).write("{");
  return true;
}

/** Answers with a Status, as the API server says no. */
export function sendStatus(
  response: ServerResponse,
  code: number,
  reason: string,
  extra: { headers?: Record<string, string>; metadata?: object; message?: string } = {},
): true {
  const body = {
    kind: "Status",
    apiVersion: "v1",
    metadata: extra.metadata ?? {},
    status: "Failure",
    message: extra.message ?? `${reason} by the test`,
    reason,
    code,
  };
  return sendJson(response, code, body, extra.headers);
}

function answer(request: FakeRequest, response: ServerResponse, options: FakeApiServerOptions): void {
  const { pathname } = request.url;
  const { resources, aggregatedDiscovery = true } = options;
  const send = (body: unknown) => {
    if (!options.gzip || request.headers["accept-encoding"] !== "gzip") return sendJson(response, 200, body);
    response
      .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
      .end(gzipSync(JSON.stringify(body)));
  };
  if (pathname === "/version") return void send({ major: "1", minor: "37+", gitVersion: "v1.37.2", platform: "linux/amd64" });
  const aggregated = aggregatedDiscovery && request.headers.accept?.includes("as=APIGroupDiscoveryList");
  if (pathname === "/api" || pathname === "/apis") {
    const inPath = resources.filter(({ group = "" }) => (group === "") === (pathname === "/api"));
    return void send(
      aggregated ? aggregatedList(inPath) : pathname === "/api" ? { kind: "APIVersions", versions: ["v1"] } : groupList(inPath),
    );
  }
  const served = resources.find((resource) => collectionOf(resource, pathname) !== undefined);
  if (served)
    return void send(
      request.headers.accept?.includes("as=PartialObjectMetadataList")
        ? partly(listOf(served, request.url))
        : listOf(served, request.url),
    );
  const [one, object] = named(resources, pathname);
  if (one && object) return void send({ kind: one.kind, apiVersion: apiVersionOf(one), ...object });
  const inVersion = resources.filter((resource) => baseOf(resource) === pathname);
  if (inVersion.length > 0)
    return void send({
      kind: "APIResourceList",
      groupVersion: pathname.replace(/^\/apis?\//, ""),
      resources: inVersion.map(describe),
    });
  sendStatus(response, 404, "NotFound");
}

function aggregatedList(resources: readonly FakeResource[]) {
  const groups = Map.groupBy(resources, ({ group = "" }) => group);
  const items = [...groups].map(([name, list]) => ({
    metadata: name === "" ? {} : { name },
    versions: [...Map.groupBy(list, ({ version = "v1" }) => version)].map(([version, ofVersion]) => ({
      version,
      freshness: "Current",
      resources: ofVersion.map((one) => ({
        resource: one.plural,
        responseKind: { group: name, version, kind: one.kind },
        scope: one.namespaced === false ? "Cluster" : "Namespaced",
        verbs: one.verbs ?? ["get", "list"],
      })),
    })),
  }));
  return { kind: "APIGroupDiscoveryList", apiVersion: "apidiscovery.k8s.io/v2", metadata: {}, items };
}

function groupList(resources: readonly FakeResource[]) {
  const groups = [...Map.groupBy(resources, ({ group = "" }) => group)].map(([name, list]) => {
    const versions = [...new Set(list.map(({ version = "v1" }) => version))].map((version) => ({
      groupVersion: `${name}/${version}`,
      version,
    }));
    return { name, versions, preferredVersion: versions[0] };
  });
  return { kind: "APIGroupList", apiVersion: "v1", groups };
}

function describe({ plural, kind, namespaced = true, verbs = ["get", "list"] }: FakeResource) {
  return { name: plural, singularName: "", namespaced, kind, verbs };
}

function apiVersionOf({ group = "", version = "v1" }: FakeResource): string {
  return group === "" ? version : `${group}/${version}`;
}

function baseOf(resource: FakeResource): string {
  return `${resource.group ? "/apis" : "/api"}/${apiVersionOf(resource)}`;
}

function collectionOf(resource: FakeResource, pathname: string): { namespace?: string } | undefined {
  const base = baseOf(resource);
  if (pathname === `${base}/${resource.plural}`) return {};
  const match = pathname.startsWith(`${base}/namespaces/`) ? /^([^/]+)\/([^/]+)$/.exec(pathname.slice(base.length + 12)) : null;
  return match?.[2] === resource.plural && match[1] ? { namespace: match[1] } : undefined;
}

function named(resources: readonly FakeResource[], pathname: string): [FakeResource?, FakeObject?] {
  for (const resource of resources) {
    const start = `${baseOf(resource)}/${resource.plural}/`;
    const object = resource.objects?.find(({ metadata: { name, namespace } }) =>
      [`${start}${name}`, `${baseOf(resource)}/namespaces/${namespace}/${resource.plural}/${name}`].includes(pathname),
    );
    if (object) return [resource, object];
  }
  return [];
}

/** What identifies the objects of a list, as the API server gives it to those who ask for no more. */
function partly({ metadata, items }: ReturnType<typeof listOf>) {
  const objects = items.map((item) => ({ metadata: item.metadata }));
  return { kind: "PartialObjectMetadataList", apiVersion: "meta.k8s.io/v1", metadata, items: objects };
}

function labelled({ metadata }: FakeObject, selector: string | null): boolean {
  const [label = "", value] = selector?.split("=") ?? [];
  return selector === null || metadata.labels?.[label] === value;
}

function listOf(resource: FakeResource, url: URL) {
  const { namespace } = collectionOf(resource, url.pathname) ?? {};
  const all = (resource.objects ?? [])
    .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
    .filter((object) => labelled(object, url.searchParams.get("labelSelector")));
  const start = Number(url.searchParams.get("continue") ?? 0);
  const limit = Number(url.searchParams.get("limit") ?? all.length) || all.length;
  const items = all.slice(start, start + limit);
  const more = start + limit < all.length;
  const metadata = {
    resourceVersion: "1000",
    ...(more && { continue: String(start + limit), remainingItemCount: all.length - start - limit }),
  };
  return { kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata, items };
}
