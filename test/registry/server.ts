/** A registry over TLS on loopback: as the specification says it, or lying in one of the ways that a registry can lie. */
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { issueServer } from "#test/tls/certificates.ts";
import type { RegistryStore } from "./store.ts";

/** What a handler may do before the honest answer: `true` means that it has answered. */
export type Lie = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface TestRegistryOptions {
  readonly store: RegistryStore;
  /** The referrers API of the distribution specification 1.1. */
  readonly referrers?: boolean;
  readonly auth?: {
    readonly kind: "basic" | "token";
    readonly username: string;
    readonly password: string;
    readonly realm?: string;
  };
  readonly lie?: Lie;
  /** Descriptors on a page of referrers. */
  readonly pageSize?: number;
}

export interface TestRegistry {
  /** `localhost:PORT` */
  readonly host: string;
  /** PEM. */
  readonly authority: string;
  /** Method, path and authorization of every request so far. */
  readonly requests: { readonly path: string; readonly authorization: string | undefined }[];
  close(): void;
}

/** One for all registries of a process, so that they can redirect to each other. */
const { authority, server: serving } = issueServer();

export async function startRegistry(options: TestRegistryOptions): Promise<TestRegistry> {
  const requests: TestRegistry["requests"] = [];
  const server = createServer({ cert: serving.certificate, key: serving.key }, (request, response) => {
    requests.push({ path: request.url ?? "", authorization: request.headers.authorization });
    if (options.lie?.(request, response)) return;
    answer(request, response, options);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    host,
    authority: authority.certificate,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const issued = "issued-by-the-test-registry";

function answer(request: IncomingMessage, response: ServerResponse, options: TestRegistryOptions): void {
  const url = new URL(request.url ?? "/", `https://${request.headers.host}`);
  if (url.pathname === "/token") return void giveToken(request, response, options);
  if (!admits(request, response, options)) return;
  if (url.pathname === "/v2/") return void response.writeHead(200, { "content-type": "application/json" }).end("{}");
  const [, kind, reference = ""] = /\/(manifests|blobs|referrers)\/([^/]+)$/.exec(url.pathname) ?? [];
  if (kind === "manifests") return void giveManifest(response, options.store, reference);
  const blob = kind === "blobs" ? options.store.blobs.get(reference) : undefined;
  if (blob) return void response.writeHead(200, { "content-type": "application/octet-stream" }).end(blob);
  if (kind === "referrers" && options.referrers) return void giveReferrers(response, url, options);
  notFound(response);
}

function giveToken(request: IncomingMessage, response: ServerResponse, { auth }: TestRegistryOptions): void {
  if (auth === undefined || request.headers.authorization !== basic(auth)) return void response.writeHead(401).end();
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ token: issued, expires_in: 300 }));
}

function admits(request: IncomingMessage, response: ServerResponse, { auth }: TestRegistryOptions): boolean {
  if (auth === undefined) return true;
  const wanted = auth.kind === "basic" ? basic(auth) : `Bearer ${issued}`;
  if (request.headers.authorization === wanted) return true;
  const realm = auth.realm ?? `https://${request.headers.host}/token`;
  const challenge =
    auth.kind === "basic" ? 'Basic realm="test"' : `Bearer realm="${realm}",service="test",scope="registry:catalog:*"`;
  response.writeHead(401, { "www-authenticate": challenge }).end();
  return false;
}

function basic({ username, password }: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function giveManifest(response: ServerResponse, store: RegistryStore, reference: string): void {
  const digest = store.tags.get(reference) ?? reference;
  const manifest = store.manifests.get(digest);
  if (manifest === undefined) return void notFound(response);
  response.writeHead(200, { "content-type": manifest.mediaType, "docker-content-digest": digest }).end(manifest.bytes);
}

function giveReferrers(response: ServerResponse, url: URL, { store, pageSize = 100 }: TestRegistryOptions): void {
  const all = store.referrersOf(url.pathname.split("/").at(-1) ?? "");
  const start = Number(url.searchParams.get("from") ?? 0);
  const more = start + pageSize < all.length;
  const mediaType = "application/vnd.oci.image.index.v1+json";
  response.writeHead(200, {
    "content-type": mediaType,
    ...(more && { link: `<${url.pathname}?from=${start + pageSize}>; rel="next"` }),
  });
  response.end(JSON.stringify({ schemaVersion: 2, mediaType, manifests: all.slice(start, start + pageSize) }));
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { "content-type": "application/json" }).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
}
