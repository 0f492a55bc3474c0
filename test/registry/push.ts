/** Pushes what a test registry holds to a registry that somebody else wrote, as clients push. */
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import type { RegistryStore, StoredManifest } from "./store.ts";

export interface PushedTo {
  /** `localhost:PORT` */
  readonly host: string;
  /** PEM. */
  readonly authority: string;
  readonly repository: string;
}

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly type?: string;
  readonly body?: Buffer;
}

/** Blobs, then manifests before the indexes that hold them, then tags; a registry without the referrers API gets its tags, too. */
export async function pushStore(store: RegistryStore, to: PushedTo): Promise<void> {
  const base = `https://${to.host}/v2/${to.repository}`;
  const send = (sent: Sent) => sendTo(to.authority, sent);
  for (const [digest, body] of store.blobs) {
    if (store.manifests.has(digest)) continue;
    const { headers } = await send({ method: "POST", url: `${base}/blobs/uploads/` });
    const url = new URL(headers.location ?? "", base);
    url.searchParams.set("digest", digest);
    await send({ method: "PUT", url: url.href, type: "application/octet-stream", body });
  }
  const put = (reference: string, { bytes, mediaType }: StoredManifest) =>
    send({ method: "PUT", url: `${base}/manifests/${reference}`, type: mediaType, body: bytes });
  const isIndex = ({ mediaType }: StoredManifest) => /index|list/.test(mediaType);
  const manifests = [...store.manifests].toSorted(([, one], [, other]) => Number(isIndex(one)) - Number(isIndex(other)));
  const referred = new Set<string>();
  for (const [digest, manifest] of manifests) {
    const { headers } = await put(digest, manifest);
    const { subject } = JSON.parse(manifest.bytes.toString("utf8")) as { subject?: { digest: string } };
    if (subject !== undefined && headers["oci-subject"] === undefined) referred.add(subject.digest);
  }
  for (const [tag, digest] of store.tags) {
    const manifest = store.manifests.get(digest);
    if (manifest) await put(tag, manifest);
  }
  for (const digest of referred) {
    const mediaType = "application/vnd.oci.image.index.v1+json";
    const index = { schemaVersion: 2, mediaType, manifests: store.referrersOf(digest) };
    await put(digest.replace(":", "-"), { mediaType, bytes: Buffer.from(JSON.stringify(index)) });
  }
}

/** @returns whether anything answers there. */
export async function serverAnswers(host: string, authority: string): Promise<boolean> {
  const { statusCode = 0 } = await answerTo(authority, { method: "GET", url: `https://${host}/v2/` });
  return statusCode > 0;
}

async function sendTo(authority: string, sent: Sent): Promise<IncomingMessage> {
  const answer = await answerTo(authority, sent);
  if ((answer.statusCode ?? 500) < 300) return answer;
  throw new Error(`${sent.method} ${sent.url}: ${answer.statusCode}`);
}

async function answerTo(ca: string, { method, url, type, body }: Sent): Promise<IncomingMessage> {
  const asking = request(url, {
    method,
    ca,
    headers: { "content-length": body?.length ?? 0, ...(type && { "content-type": type }) },
  });
  asking.end(body);
  const [answer] = (await once(asking, "response")) as [IncomingMessage];
  answer.resume();
  return answer;
}
