/** Who may push, asked of the API of a registry: at the host that the registry is asked at, with its credential, and nowhere else. */
import { type Look, unknown } from "#core/supply-chain/discovery/look.ts";
import type { PushApi, ReportedRegistryPush } from "#core/supply-chain/source/registry-push.ts";
import { ForgeApi } from "../../forge/api.ts";
import type { Forges } from "../../forge/client.ts";
import { GuardedHosts, type HostOptions } from "../../net/hosts.ts";
import type { RegistryAccess } from "../access.ts";
import { harborPush } from "./harbor.ts";
import { quayPush, quayTokenUser } from "./quay.ts";

export interface PushQuestion {
  readonly host: string;
  readonly api: PushApi;
  /** Of gitlab: the host of the forge, whose own token is used. */
  readonly forge?: string;
  readonly access: RegistryAccess | undefined;
  readonly place: string;
}

export class PushQuestions {
  readonly #hosts: GuardedHosts;
  readonly #forges: Forges;

  constructor(options: HostOptions, forges: Forges) {
    this.#hosts = new GuardedHosts({ ...options, keepHeaders: ["link", "location"] });
    this.#forges = forges;
  }

  async ask({ host, api, forge, access, place }: PushQuestion, signal: AbortSignal): Promise<Look<ReportedRegistryPush>> {
    if (access === undefined) return unknown("hostNotAllowed", `${host} is not among the registries that may be asked.`);
    if (api === "gitlab") return this.#forges.registryPush(forge ?? host, place, signal);
    if (access.closed !== undefined) return { kind: "unknown", failure: access.closed };
    if (access.credential === undefined)
      return unknown(
        "noToken",
        `${host} has no credential, and tells nobody who may push.`,
        "Give one under Settings → Registries.",
      );
    const { username, password } = access.credential;
    const asked = access.via ?? access.host;
    if (api === "quay") {
      if (username !== quayTokenUser)
        return unknown(
          "noToken",
          `The API of ${host} takes the token of an application alone.`,
          `Give one under Settings → Registries, with the user name ${quayTokenUser}.`,
        );
      const quay = { base: `https://${asked}/api/v1`, accept: "application/json", headers: {}, token: password };
      return quayPush(new ForgeApi(this.#hosts, quay), place, signal);
    }
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    const harbor = new ForgeApi(this.#hosts, {
      base: `https://${asked}/api/v2.0`,
      accept: "application/json",
      headers: { authorization, "x-is-resource-name": "true" },
    });
    return harborPush(harbor, place, signal);
  }

  close(): Promise<void> {
    return this.#hosts.close();
  }
}
