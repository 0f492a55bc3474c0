/** Who sends a request to the API: a person by the cookie of their session, or an API token in a person's name. Never both. */

import type { ProblemCode } from "../../../contracts/problems.ts";
import type { Actor } from "../../auth/actor.ts";
import { bearerOf, tokenActor } from "../../auth/api-token.ts";
import type { ApiEntry } from "../api-handler.ts";
import { isSameOrigin } from "../origin.ts";

/**
 * A token counts alone: where there is one, no cookie is looked at, and a token that does not hold is nobody.
 * @returns the actor as the database says now, or undefined.
 */
export function whoAsks(headers: Headers, { actorOf, services }: ApiEntry): Promise<Actor | undefined> {
  const token = bearerOf(headers);
  return token === undefined ? actorOf(headers) : tokenActor(services.repositories, token, services.now());
}

/**
 * Another site can make a browser send a cookie and never a token: only requests without a token must come from our own pages.
 * @returns why a request is not let in at all.
 */
export function refusedAtDoor({ method, headers }: Request, { publicUrl, services }: ApiEntry): ProblemCode | undefined {
  if (bearerOf(headers) !== undefined) return services.settings.plainHttpAway ? "insecureTransport" : undefined;
  return isSameOrigin(method, headers, publicUrl) ? undefined : "crossOrigin";
}
