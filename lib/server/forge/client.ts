/** The forges of the settings. What is not listed is not asked, and what has no token is not looked at. */
import { err, ok, type Result } from "#core/result.ts";
import { found, type Look, type LookFailure, unknown } from "#core/supply-chain/discovery/look.ts";
import type { SecurityDocument } from "#core/supply-chain/documents/document.ts";
import { readDocuments } from "#core/supply-chain/documents/read.ts";
import type { ReportedRegistryPush } from "#core/supply-chain/source/registry-push.ts";
import { readScorecard, type Scorecard } from "#core/supply-chain/source/scorecard.ts";
import { GuardedHosts, type HostOptions } from "../net/hosts.ts";
import { apiOf, type ForgeAccess, type ForgeSettings, forgeOf, parseRepository } from "./access.ts";
import { ForgeApi } from "./api.ts";
import { malformed } from "./failures.ts";
import { GithubRepository } from "./github/repository.ts";
import { GitlabRepository } from "./gitlab/repository.ts";
import type { ForgeRepository } from "./repository.ts";

const headers = { github: { "x-github-api-version": "2022-11-28" }, gitlab: {} } as const;
const accepts = { github: "application/vnd.github+json", gitlab: "application/json" } as const;
const longestScorecard = 1024 * 1024;
const longestReport = 64 * 1024 * 1024;

const inSettings = "Choose another forge under Settings → Registries, or list it as a GitLab under Settings, Forges.";

export class Forges {
  readonly #hosts: GuardedHosts;
  readonly #settings: ForgeSettings;
  readonly #apis = new Map<string, ForgeApi>();

  constructor(options: HostOptions, settings: ForgeSettings) {
    this.#hosts = new GuardedHosts({
      ...options,
      keepHeaders: ["link", "location", "x-ratelimit-remaining"],
    });
    this.#settings = settings;
  }

  /** @param url as a provenance names it, without `git+` and `.git`. @returns a repository to ask, or why nobody is asked. */
  repository(url: string): Result<ForgeRepository, LookFailure> {
    const address = parseRepository(url);
    if (address === undefined)
      return err(unknown("malformed", "What is named as the source is no repository of a forge.").failure);
    const access = forgeOf(this.#settings, address.host);
    if (access?.closed !== undefined) return err(access.closed);
    if (access === undefined)
      return err(
        unknown(
          "hostNotAllowed",
          `${address.host} is not among the forges that may be asked.`,
          "Add it under Settings, Forges, to have commits and reviews looked at.",
        ).failure,
      );
    if (access.token === undefined)
      return err(
        unknown("noToken", `Not looked: no token is set for ${access.host}.`, "Give one under Settings, Forges.").failure,
      );
    const { path } = address;
    const api = this.#api(access);
    if (access.kind === "gitlab") return ok(new GitlabRepository(api, access.host, path));
    const named = path.split("/").length === 2;
    return named
      ? ok(new GithubRepository(api, access.host, path))
      : err(unknown("malformed", "What is named as the source is no repository of GitHub.").failure);
  }

  /**
   * @param repository of GitLab's registry: the path of a project, with at most two names behind it.
   * @returns who may push to it; unknown where the project is not to be seen, which is no sign that it is not there.
   */
  async registryPush(host: string, repository: string, signal: AbortSignal): Promise<Look<ReportedRegistryPush>> {
    const segments = repository.split("/");
    let last: Look<ReportedRegistryPush> = unknown("malformed", "What the image is named by is no project of GitLab.");
    for (let length = segments.length; length >= Math.max(2, segments.length - 2); length -= 1) {
      const opened = this.repository(`https://${host}/${segments.slice(0, length).join("/")}`);
      if (!opened.ok) return { kind: "unknown", failure: opened.error };
      if (!(opened.value instanceof GitlabRepository)) return unknown("noApi", `${host} is not listed as a GitLab.`, inSettings);
      last = await opened.value.registryPush(signal);
      if (last.kind !== "unknown" || last.failure.code !== "forbidden") return last;
    }
    return last;
  }

  /** @returns whether attestations of a repository are asked for: on GitHub, with a token. */
  keepsAttestations(url: string): boolean {
    const address = parseRepository(url);
    const access = address && forgeOf(this.#settings, address.host);
    return access?.kind === "github" && (access.token !== undefined || access.closed !== undefined);
  }

  /** @returns what OpenSSF Scorecard says of a repository, where its service may be asked. */
  async scorecard(url: string, signal?: AbortSignal): Promise<Look<Scorecard>> {
    const { scorecard: host } = this.#settings;
    const address = parseRepository(url);
    if (host === undefined)
      return unknown(
        "hostNotAllowed",
        "The service of OpenSSF Scorecard is not asked.",
        "Allow it under Settings, Forges, or upload a result.",
      );
    if (address === undefined) return unknown("malformed", "What is named as the source is no repository of a forge.");
    const api = new ForgeApi(this.#hosts, { base: `https://${host}`, accept: "application/json", headers: {} });
    const asking = { what: "a scorecard", no: [404], maxBytes: longestScorecard, signal };
    const answer = await api.get(`/projects/${address.host}/${address.path}`, asking);
    if (answer.kind !== "found") return answer;
    const read = readScorecard(answer.value);
    if (read === undefined) return malformed(host, "a scorecard");
    if (read.repository.toLowerCase() !== `${address.host}/${address.path}`.toLowerCase())
      return unknown("wrongDigest", `${host} gives the scorecard of another repository.`);
    return found(read);
  }

  /** @returns what Clair reports of a manifest; absent where it does not know the manifest, which says nothing of it. */
  async clairReport(digest: string, signal?: AbortSignal): Promise<Look<SecurityDocument>> {
    const { clair } = this.#settings;
    if (clair === undefined) return unknown("hostNotAllowed", "No Clair is asked.", "Allow one under Settings, Forges.");
    if (clair.closed !== undefined) return { kind: "unknown", failure: clair.closed };
    const { host, token } = clair;
    const api = new ForgeApi(this.#hosts, { base: `https://${host}`, accept: "application/json", headers: {}, token });
    const asking = { what: "a report", no: [404], maxBytes: longestReport, signal };
    const answer = await api.get(`/matcher/api/v1/vulnerability_report/${digest}`, asking);
    if (answer.kind !== "found") return answer;
    const read = readDocuments(answer.value);
    const [report] = read.ok ? read.value : [];
    if (report?.format !== "clair") return malformed(host, "a report");
    if (!report.subject.digests.some((named) => named === digest))
      return unknown("wrongDigest", `${host} gives the report of another manifest.`);
    return found(report);
  }

  close(): Promise<void> {
    return this.#hosts.close();
  }

  #api(access: ForgeAccess): ForgeApi {
    let api = this.#apis.get(access.host);
    if (api === undefined) {
      const { kind, token } = access;
      api = new ForgeApi(this.#hosts, { base: apiOf(access), headers: headers[kind], accept: accepts[kind], token });
      this.#apis.set(access.host, api);
    }
    return api;
  }
}
