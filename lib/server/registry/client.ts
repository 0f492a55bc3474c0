/**
 * Reads one repository of a registry. It goes nowhere that the settings do not list, follows a redirect only to a host that is
 * listed for content and without the credential, and gives out no bytes whose digest is another than the one asked for.
 */
import { err, ok, type Result } from "#core/result.ts";
import { absent, found, type Look, type LookFailure, unknown } from "#core/supply-chain/discovery/look.ts";
import { type Digest, parseDigest } from "#core/supply-chain/images/digest.ts";
import type { ImageRepository } from "#core/supply-chain/images/reference.ts";
import { type Descriptor, longestManifest, mediaTypes, parseManifest } from "#core/supply-chain/oci/manifest.ts";
import { nextLink } from "../net/next-link.ts";
import type { Answer } from "../net/transport.ts";
import { accessTo, mayGiveContent, type RegistryAccess, type RegistrySettings } from "./access.ts";
import {
  type ContentSource,
  digestOfBytes,
  type FoundManifest,
  longestArtifact,
  matchesDigest,
  tooLarge,
  wrongDigest,
} from "./content.ts";
import { answerFailure, transportFailure } from "./failures.ts";
import type { RegistryHosts } from "./hosts.ts";
import { RegistrySession } from "./tokens.ts";

const manifestTypes = Object.values(mediaTypes).join(", ");
const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 3;
const mostPages = 20;

interface Asked {
  readonly accept: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal | undefined;
}

interface Answered extends Answer {
  /** Of the answer, behind redirects. */
  readonly url: URL;
}

/** The registries of the settings. Sessions and limits are shared by all repositories of a host. */
export class Registries {
  readonly #hosts: RegistryHosts;
  readonly #settings: RegistrySettings;
  readonly #registries = new Map<string, Registry>();

  constructor(hosts: RegistryHosts, settings: RegistrySettings) {
    this.#hosts = hosts;
    this.#settings = settings;
  }

  /** @returns a repository to read, or why its registry is not asked. */
  repository({ registry, repository }: ImageRepository): Result<ContentSource, LookFailure> {
    const known = this.#registry(registry);
    return known.ok ? ok(new RegistryRepository(known.value, repository)) : known;
  }

  /** Asks a registry whether it is one, and signs in where it wants that. @returns why it cannot be asked. */
  async tryOut(host: string, signal?: AbortSignal): Promise<LookFailure | undefined> {
    const known = this.#registry(host);
    return known.ok ? known.value.tryOut(signal) : known.error;
  }

  #registry(host: string): Result<Registry, LookFailure> {
    const access = accessTo(this.#settings, host);
    if (access === undefined)
      return err(
        unknown("hostNotAllowed", `${host} is not among the registries that may be asked.`, "List it to have it looked at.")
          .failure,
      );
    if (access.closed !== undefined) return err(access.closed);
    const known = this.#registries.get(access.host) ?? new Registry(this.#hosts, access);
    this.#registries.set(access.host, known);
    return ok(known);
  }
}

/** One registry: who signs in, and whether what answers is a registry at all. */
class Registry {
  readonly access: RegistryAccess;
  readonly base: URL;
  readonly #hosts: RegistryHosts;
  readonly #session: RegistrySession;
  #isRegistry: Promise<LookFailure | undefined> | undefined;

  constructor(hosts: RegistryHosts, access: RegistryAccess) {
    this.#hosts = hosts;
    this.access = access;
    this.base = new URL(`https://${access.via ?? access.host}/v2/`);
    this.#session = new RegistrySession(hosts, access);
  }

  /**
   * Asks, signs in once where that is wanted, and follows what may be followed.
   * @param repository that is to be pulled from; undefined for what belongs to none.
   */
  async get(url: URL, repository: string | undefined, asked: Asked): Promise<Result<Answered, LookFailure>> {
    const first = await this.#send(url, this.#session.known(repository), asked);
    if (!first.ok || first.value.status !== 401 || first.value.url.host !== this.base.host) return first;
    const header = await this.#session.answer(first.value.headers?.["www-authenticate"], repository, asked.signal);
    return header.ok ? this.#send(url, header.value, asked) : header;
  }

  /** A 404 says something only where a registry says it. @returns why this is none. */
  async confirm(signal: AbortSignal | undefined): Promise<LookFailure | undefined> {
    this.#isRegistry ??= this.#confirm(signal);
    const failure = await this.#isRegistry;
    if (failure !== undefined) this.#isRegistry = undefined;
    return failure;
  }

  async tryOut(signal: AbortSignal | undefined): Promise<LookFailure | undefined> {
    const failure = await this.confirm(signal);
    if (failure !== undefined) return failure;
    const asked = { accept: "application/json", maxBytes: longestManifest, signal };
    const answer = await this.get(this.base, undefined, asked);
    if (!answer.ok) return answer.error;
    return answer.value.status === 200 ? undefined : answerFailure(answer.value, this.base.host);
  }

  async #confirm(signal: AbortSignal | undefined): Promise<LookFailure | undefined> {
    const answer = await this.#send(this.base, undefined, { accept: "application/json", maxBytes: longestManifest, signal });
    if (!answer.ok) return answer.error;
    const { status, headers } = answer.value;
    const asksWho = status === 401 && /^\s*(bearer|basic)\b/i.test(headers?.["www-authenticate"] ?? "");
    if (status === 200 || asksWho) return undefined;
    return unknown("malformed", `${this.base.host} does not answer as a registry does.`, "Check its name.").failure;
  }

  async #send(start: URL, authorization: string | undefined, asked: Asked): Promise<Result<Answered, LookFailure>> {
    let url = start;
    for (let hop = 0; ; hop += 1) {
      // The credential is of this host alone, however a redirect comes back to it.
      const own = hop === 0 ? authorization : undefined;
      const { accept, maxBytes, signal } = asked;
      const answer = await this.#hosts.request(url, {
        accept,
        maxBytes,
        ...(own !== undefined && { headers: { authorization: own } }),
        ...(signal && { signal }),
      });
      if (!answer.ok) return err(transportFailure(answer.error, url.host));
      if (!redirects.has(answer.value.status)) return ok({ ...answer.value, url });
      const next = this.#next(url, answer.value.headers?.location);
      if (next === undefined || hop === mostRedirects) return err(redirectRefused(this.access.host, url, answer.value));
      url = next;
    }
  }

  #next(from: URL, location: string | undefined): URL | undefined {
    const to = location === undefined ? null : URL.parse(location, from);
    if (to === null || to.protocol !== "https:" || to.username !== "" || to.password !== "") return undefined;
    return mayGiveContent(this.access, to.host) ? to : undefined;
  }
}

class RegistryRepository implements ContentSource {
  readonly name: string;
  readonly #registry: Registry;
  readonly #repository: string;

  constructor(registry: Registry, repository: string) {
    this.#registry = registry;
    this.#repository = repository;
    this.name = `${registry.access.host}/${repository}`;
  }

  async manifest(reference: string, signal?: AbortSignal): Promise<Look<FoundManifest>> {
    const answer = await this.#get(`manifests/${reference}`, { accept: manifestTypes, maxBytes: longestManifest, signal });
    if (answer.kind !== "found") return answer;
    const { body, headers } = answer.value;
    const wanted = parseDigest(reference) ?? parseDigest(headers?.["docker-content-digest"] ?? "");
    if (wanted !== undefined && !matchesDigest(body, wanted)) return wrongDigest(wanted);
    return found({ digest: wanted ?? digestOfBytes(body), bytes: body });
  }

  async blob({ digest, size }: Pick<Descriptor, "digest" | "size">, signal?: AbortSignal): Promise<Look<Buffer>> {
    if (size > longestArtifact) return tooLarge("artefact", longestArtifact);
    const answer = await this.#get(`blobs/${digest}`, { accept: "*/*", maxBytes: size, signal });
    if (answer.kind === "unknown" && answer.failure.code === "tooLarge") return wrongDigest(digest);
    if (answer.kind !== "found") return answer;
    return matchesDigest(answer.value.body, digest) ? found(answer.value.body) : wrongDigest(digest);
  }

  /** Follows pages on the same origin. What is no list of referrers is no answer, and not an empty list. */
  async referrers(digest: Digest, signal?: AbortSignal): Promise<Look<readonly Descriptor[]>> {
    const all: Descriptor[] = [];
    let path: string | undefined = `referrers/${digest}`;
    for (let page = 0; path !== undefined; page += 1) {
      if (page === mostPages) return tooLarge("list of referrers", longestManifest);
      const asked = { accept: mediaTypes.index, maxBytes: longestManifest, signal };
      const answer = await this.#get(path, asked, [400, 404, 405]);
      if (answer.kind !== "found") return answer;
      if (answer.value.contentType !== mediaTypes.index) return absent;
      const read = parseManifest(answer.value.body);
      if (!read.ok || read.value.kind !== "index")
        return unknown("malformed", `${this.name} lists referrers that cannot be read.`);
      all.push(...read.value.manifests);
      const next = nextPage(answer.value);
      if (next === "elsewhere") return unknown("redirectNotAllowed", `${this.name} continues its list of referrers elsewhere.`);
      path = next;
    }
    return found(all);
  }

  /** @param no statuses that are a definite no, where a registry answers them. */
  async #get(path: string, asked: Asked, no: readonly number[] = [404]): Promise<Look<Answered>> {
    const url = new URL(path.startsWith("/") ? path : `${this.#repository}/${path}`, this.#registry.base);
    const answer = await this.#registry.get(url, this.#repository, asked);
    if (!answer.ok) return { kind: "unknown", failure: answer.error };
    if (answer.value.status === 200) return found(answer.value);
    if (!no.includes(answer.value.status)) return { kind: "unknown", failure: answerFailure(answer.value, url.host) };
    const failure = await this.#registry.confirm(asked.signal);
    return failure === undefined ? absent : { kind: "unknown", failure };
  }
}

/** @returns path and query of the next page; undefined at the last one. */
function nextPage({ url, headers }: Answered): string | "elsewhere" | undefined {
  const next = nextLink(url, headers?.link);
  if (!(next instanceof URL)) return next;
  return next.pathname.startsWith("/v2/") ? next.pathname + next.search : "elsewhere";
}

function redirectRefused(host: string, from: URL, { headers }: Answer): LookFailure {
  const to = headers?.location === undefined ? null : URL.parse(headers.location, from);
  const there = to === null || to.host === "" ? "an address that is none" : `${to.protocol}//${to.host}`;
  return unknown(
    "redirectNotAllowed",
    `${host} sends us on to ${there}, which is not on its list.`,
    "List that host among the registry's content hosts if its content lies there.",
  ).failure;
}
