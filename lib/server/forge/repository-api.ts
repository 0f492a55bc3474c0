/** What is asked of one repository, read into shapes. A forge says 404 of what a token may not see, too, so a 404 alone is no definite no. */
import { z } from "zod";
import { absent, found, type Look, unknown } from "#core/supply-chain/discovery/look.ts";
import type { Asking, ForgeApi } from "./api.ts";
import { malformed } from "./failures.ts";

export interface RepositoryPlace<R> {
  /** Of the repository itself, below the API. */
  readonly path: string;
  /** Such as `github.com/acme/shop`. */
  readonly name: string;
  readonly shape: z.ZodType<R>;
}

export class RepositoryApi<R> {
  readonly host: string;
  readonly #api: ForgeApi;
  readonly #place: RepositoryPlace<R>;
  #seen: Promise<Look<R>> | undefined;

  constructor(api: ForgeApi, place: RepositoryPlace<R>) {
    this.#api = api;
    this.#place = place;
    this.host = api.host;
  }

  /** @returns the repository itself, asked for once. */
  async itself(signal?: AbortSignal): Promise<Look<R>> {
    this.#seen ??= this.#look(signal);
    const seen = await this.#seen;
    if (seen.kind !== "found") this.#seen = undefined;
    return seen;
  }

  /** @param path below the repository. @returns absent for the asked statuses, where the repository itself is seen. */
  async get<T>(path: string, shape: z.ZodType<T>, asking: Asking): Promise<Look<T>> {
    const answer = await this.#api.get(this.#place.path + path, asking);
    if (answer.kind === "absent") return this.#definite(asking.signal);
    return answer.kind === "found" ? this.#read(answer.value, shape, asking.what) : answer;
  }

  /** As `get`, of all pages of a list. */
  async list<T>(path: string, shape: z.ZodType<T>, asking: Asking): Promise<Look<readonly T[]>> {
    const answer = await this.#api.list(this.#place.path + path, asking);
    if (answer.kind === "absent") return this.#definite(asking.signal);
    return answer.kind === "found" ? this.#read(answer.value, z.array(shape), asking.what) : answer;
  }

  async #look(signal?: AbortSignal): Promise<Look<R>> {
    const { name, path, shape } = this.#place;
    const seen = await this.#api.get(path, { what: "a repository", no: [404], signal });
    if (seen.kind === "found") return this.#read(seen.value, shape, "a repository");
    if (seen.kind === "unknown") return seen;
    return unknown(
      "forbidden",
      `${name} is not there, or the token may not see it: ${this.host} answers both alike (404).`,
      "Give a token that may read the repository, if there is one.",
    );
  }

  async #definite(signal?: AbortSignal): Promise<Look<never>> {
    const seen = await this.itself(signal);
    return seen.kind === "found" ? absent : seen;
  }

  #read<T>(value: unknown, shape: z.ZodType<T>, what: string): Look<T> {
    const read = shape.safeParse(value);
    return read.success ? found(read.data) : malformed(this.host, what);
  }
}
