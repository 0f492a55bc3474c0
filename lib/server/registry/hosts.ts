/** Conversations with the hosts of registries. */
import { GuardedHosts, type HostOptions } from "../net/hosts.ts";

export type { HostOptions } from "../net/hosts.ts";

/** All registries of one process: limits are per host, and not per question. */
export class RegistryHosts extends GuardedHosts {
  constructor(options: HostOptions) {
    super({ ...options, keepHeaders: ["www-authenticate", "link", "location", "docker-content-digest"] });
  }
}
