/** Signs in to a registry, by its challenge. A credential goes to the host that it is of and to the realms that are listed for it. */
import { z } from "zod";
import { err, ok, type Result } from "#core/result.ts";
import { type LookFailure, unknown } from "#core/supply-chain/discovery/look.ts";
import { parseJsonObject } from "#core/supply-chain/oci/manifest.ts";
import { mayGiveTokens, type RegistryAccess } from "./access.ts";
import { type Challenge, parseChallenge } from "./challenge.ts";
import { answerFailure, transportFailure } from "./failures.ts";
import type { RegistryHosts } from "./hosts.ts";

const tokenAnswer = z.object({
  token: z.string().optional(),
  access_token: z.string().optional(),
  expires_in: z.number().positive().optional(),
});
const longestAnswer = 256 * 1024;
const headerText = /^[\x21-\x7e]{1,65536}$/;
const shortestLifeSeconds = 60;

interface Kept {
  readonly header: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

export class RegistrySession {
  readonly #hosts: RegistryHosts;
  readonly #access: RegistryAccess;
  readonly #kept = new Map<string, Kept>();

  constructor(hosts: RegistryHosts, access: RegistryAccess) {
    this.#hosts = hosts;
    this.#access = access;
  }

  /** @returns the header of an earlier sign-in that still holds. */
  known(repository: string | undefined): string | undefined {
    const kept = this.#kept.get(repository ?? "");
    return kept && kept.until > this.#hosts.clock.now().getTime() ? kept.header : undefined;
  }

  /** @param challenge of a 401. @returns the header to try again with. */
  async answer(
    challenge: string | undefined,
    repository: string | undefined,
    signal?: AbortSignal,
  ): Promise<Result<string, LookFailure>> {
    const parsed = parseChallenge(challenge);
    if (parsed?.scheme === "bearer") return this.#token(parsed, repository, signal);
    const basic = this.#basic();
    if (parsed?.scheme !== "basic" || basic === undefined) return err(this.#unauthorized());
    return ok(this.#keep(repository, basic, Number.POSITIVE_INFINITY));
  }

  async #token(
    { realm, service }: Extract<Challenge, { scheme: "bearer" }>,
    repository: string | undefined,
    signal?: AbortSignal,
  ): Promise<Result<string, LookFailure>> {
    const url = URL.parse(realm);
    if (
      url === null ||
      url.protocol !== "https:" ||
      url.username !== "" ||
      url.password !== "" ||
      !mayGiveTokens(this.#access, url.host)
    )
      return err(realmRefused(this.#access.host, url));
    url.hash = "";
    if (service !== undefined) url.searchParams.set("service", service);
    if (repository !== undefined) url.searchParams.set("scope", `repository:${repository}:pull`);
    const authorization = this.#basic();
    const answer = await this.#hosts.request(url, {
      maxBytes: longestAnswer,
      ...(authorization !== undefined && { headers: { authorization } }),
      ...(signal && { signal }),
    });
    if (!answer.ok) return err(transportFailure(answer.error, url.host));
    if (answer.value.status === 401 || answer.value.status === 403) return err(this.#unauthorized());
    if (answer.value.status !== 200) return err(answerFailure(answer.value, url.host));
    const read = tokenAnswer.safeParse(parseJsonObject(answer.value.body));
    const token = read.data?.token ?? read.data?.access_token ?? "";
    if (!headerText.test(token)) return err(unknown("malformed", `What ${url.host} gave is no token.`).failure);
    const seconds = Math.max(read.data?.expires_in ?? shortestLifeSeconds, shortestLifeSeconds);
    const until = this.#hosts.clock.now().getTime() + (seconds - 10) * 1_000;
    return ok(this.#keep(repository, `Bearer ${token}`, until));
  }

  #keep(repository: string | undefined, header: string, until: number): string {
    this.#kept.set(repository ?? "", { header, until });
    return header;
  }

  #basic(): string | undefined {
    const { credential } = this.#access;
    return credential && `Basic ${Buffer.from(`${credential.username}:${credential.password}`, "utf8").toString("base64")}`;
  }

  #unauthorized(): LookFailure {
    const { host, credential } = this.#access;
    return credential === undefined
      ? unknown("unauthorized", `${host} asks who we are (401).`, "Give a user name and a password that may pull.").failure
      : unknown("unauthorized", `${host} does not take the user name and password (401).`, "Give one that may pull.").failure;
  }
}

function realmRefused(host: string, url: URL | null): LookFailure {
  const there = url === null || url.host === "" ? "an address that is none" : `${url.protocol}//${url.host}`;
  return unknown(
    "realmNotAllowed",
    `${host} sends us to ${there} for a token, which is not on its list.`,
    "List that host among the registry's realms if it is its own; it would be sent the credential.",
  ).failure;
}
