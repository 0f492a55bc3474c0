/**
 * Who may push to a repository of Quay, by its API (https://docs.quay.io/api, listRepoUserPermissions and listRepoTeamPermissions):
 * people, robots and teams that were given a role on it. Owners of the organization may always, and no list names them.
 */
import { z } from "zod";
import { found, type Look, type LookFailure, unknown } from "#core/supply-chain/discovery/look.ts";
import type { Pusher, ReportedRegistryPush } from "#core/supply-chain/source/registry-push.ts";
import type { ForgeApi } from "../../forge/api.ts";
import { malformed } from "../../forge/failures.ts";

/** The user name with which Quay takes the token of an application as a password. */
export const quayTokenUser = "$oauthtoken";

const most = 5_000;
const permission = z.object({ name: z.string().min(1).max(500), role: z.string().max(100), is_robot: z.boolean().nullish() });
type Permission = z.infer<typeof permission>;
const permissions = z
  .object({ permissions: z.record(z.string(), permission) })
  .refine(({ permissions: all }) => Object.keys(all).length <= most);

const pushing = new Set(["admin", "write"]);

/** @param repository with its namespace. */
export async function quayPush(api: ForgeApi, repository: string, signal: AbortSignal): Promise<Look<ReportedRegistryPush>> {
  const segments = repository.split("/");
  if (segments.some((one) => /^\.*$/.test(one))) return unknown("malformed", `${repository} is no repository of Quay.`);
  const path = `/repository/${segments.map(encodeURIComponent).join("/")}/permissions`;
  const [users, teams] = await Promise.all([
    given(api, `${path}/user/`, "permissions of users", signal),
    given(api, `${path}/team/`, "permissions of teams", signal),
  ]);
  if (users.kind !== "found") return users;
  const all = [...users.value, ...(teams.kind === "found" ? teams.value : [])];
  const strange = all.find(({ role }) => !pushing.has(role) && role !== "read");
  return found({
    place: `repository ${repository}`,
    pushers: [
      ...users.value.flatMap((one) => pusherOf(one, one.is_robot === true ? "robot" : "person")),
      ...(teams.kind === "found" ? teams.value.flatMap((one) => pusherOf(one, "group")) : []),
    ],
    unseen: [
      ...(strange ? ["A role that is not known here is given on it: whether it may push is not known."] : []),
      ...(teams.kind === "unknown" ? [`Teams were not looked at: ${teams.failure.message}`] : []),
      "Owners of the organization and Quay's superusers may push, too, and are not among these.",
    ],
  });
}

async function given(api: ForgeApi, path: string, what: string, signal: AbortSignal) {
  const answer = await api.get(path, { what, signal });
  if (answer.kind === "unknown") return { kind: "unknown" as const, failure: told(answer.failure, api.host, what) };
  if (answer.kind === "absent") return unknown("missing", `${api.host} has no ${what}.`);
  const read = permissions.safeParse(answer.value);
  return read.success ? found(Object.values(read.data.permissions)) : malformed(api.host, what);
}

/** A forge is asked with a token of its own, and a registry with the credential of its settings. */
function told(failure: LookFailure, host: string, what: string): LookFailure {
  const remedy = `Give the token of an application that may administer the repository (repo:admin) under Settings → Registries, with the user name ${quayTokenUser}.`;
  if (failure.code === "unauthorized") return { ...failure, message: `${host} does not take the token (401).`, remedy };
  if (failure.code === "forbidden")
    return { ...failure, message: `The token may not list the ${what} on ${host} (403).`, remedy };
  return failure;
}

function pusherOf({ name, role }: Permission, kind: Pusher["kind"]): Pusher[] {
  return pushing.has(role) ? [{ name, kind, role }] : [];
}
