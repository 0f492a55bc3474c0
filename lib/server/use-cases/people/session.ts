import { actorHolds, needs } from "../../../contracts/needs.ts";
import type { Session } from "../../../contracts/people.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase } from "../outcome.ts";

/** Who asks, what they may do, and what they look at. */
export const getSession = defineUseCase<unknown, Session>(
  "signedIn",
  async (actor, _input, { repositories, settings, version }) => {
    const { userId: id, email, name, role, granted } = actor;
    return ok({
      user: { id, email, name, role, scope: granted },
      holds: needs.filter((need) => actorHolds(actor, need)),
      installation: {
        version,
        url: settings.url.href,
        inCluster: settings.inCluster,
        sampleLoaded: await repositories.clusters.sampleLoaded(actor.scope),
      },
    });
  },
);
