/** How this installation is set up, for its administrators. Addresses and secrets of its parts are not told. */
import type { Settings as SettingsView } from "../../contracts/people.ts";
import { defaultsCatalogue } from "../../core/rbac/defaults.ts";
import { ok } from "../../core/result.ts";
import { lifecycleCatalogue } from "../../core/upgrade/lifecycle.ts";
import { supportCatalogue } from "../../core/upgrade/support.ts";
import { readerManifests, renderManifests } from "../cluster/role.ts";
import { decodePublicKeyring } from "../crypto/keyring.ts";
import { authorityFacts } from "../net/authorities.ts";
import { onlyAll } from "./clusters/clusters.ts";
import { defineUseCase, refuse } from "./outcome.ts";

export const getSettings = defineUseCase<unknown, SettingsView>("settings:admin", async ({ scope }, _input, services) => {
  if (scope.clusters !== "all") return refuse("forbidden", onlyAll);
  const { repositories, settings, version } = services;
  const [installation, status, kids] = await Promise.all([
    repositories.installation.ensure(),
    repositories.installation.status(),
    repositories.credentials.kidsInUse(scope),
  ]);
  const ring = decodePublicKeyring(settings.publicKeyring ?? installation.keyring);
  return ok({
    version,
    url: settings.url.href,
    data: { embedded: settings.embeddedDatabase, database: `PostgreSQL ${status.serverVersion}` },
    catalogues: [defaultsCatalogue, lifecycleCatalogue, supportCatalogue],
    keys: { current: ring.ok ? ring.value.current : "", inUse: kids.length },
    readerManifest: renderManifests(readerManifests({})),
    retention: { scansPerCluster: settings.scansPerCluster },
    network: {
      privateRanges: settings.privateRanges,
      loopback: settings.loopbackAllowed,
      egressProxy: settings.egress.proxy?.href,
      noProxy: [...settings.egress.noProxy],
      authorities: settings.authorities.map(authorityFacts).map(({ subject, validTo }) => ({
        subject,
        validTo: validTo.toISOString(),
      })),
    },
    phonesHome: false,
  });
});
